package org.mae4j.experiment.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mae4j.base.UserException;
import org.mae4j.engine.StoppedException;

/**
 * While open, no other command works in a run directory. The system opens it where a process is killed.
 *
 * <p>Where a process closes a file, POSIX drops all locks that the process has on it, by whatever channel. So a file
 * that this process has locked is not opened a second time; which those are is noted here.
 */
public final class RunLock implements AutoCloseable {
  /** A look by {@link #isHeld} from another process keeps the lock for much less. */
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final long PAUSE_NANOS = 5_000_000;
  private static final Set<Path> HELD = new HashSet<>();

  private final FileChannel channel;
  private final Path file;

  private RunLock(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /** @throws UserException if another command works in {@code directory} */
  public static RunLock of(RunDirectory directory) throws IOException {
    return tried(directory)
        .orElseThrow(() -> new UserException("another command works in " + directory.path()));
  }

  /**
   * Waits until no other command works in {@code directory}.
   *
   * @throws StoppedException if {@code stop} says so before that
   */
  public static RunLock await(RunDirectory directory, BooleanSupplier stop) throws IOException {
    Optional<RunLock> lock = tried(directory);
    while (lock.isEmpty()) {
      if (stop.getAsBoolean()) {
        throw new StoppedException();
      }
      LockSupport.parkNanos(PATIENCE.toNanos());
      lock = tried(directory);
    }
    return lock.get();
  }

  private static Optional<RunLock> tried(RunDirectory directory) throws IOException {
    synchronized (HELD) {
      Path file = file(directory);
      if (HELD.contains(file)) {
        return Optional.empty();
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel).isEmpty()) {
        channel.close();
        return Optional.empty();
      }
      HELD.add(file);
      return Optional.of(new RunLock(channel, file));
    }
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    long start = System.nanoTime();
    Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
    while (lock.isEmpty() && System.nanoTime() - start < PATIENCE.toNanos()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      lock = Optional.ofNullable(channel.tryLock());
    }
    return lock;
  }

  /** Whether a command works in {@code directory} now. Nothing is written there. */
  public static boolean isHeld(RunDirectory directory) throws IOException {
    synchronized (HELD) {
      Path file = file(directory);
      if (HELD.contains(file)) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return channel.tryLock(0, Long.MAX_VALUE, true) == null;
      } catch (NoSuchFileException neverLocked) {
        return false;
      }
    }
  }

  private static Path file(RunDirectory directory) throws IOException {
    return directory.path().toRealPath().resolve(".lock");
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      channel.close();
      HELD.remove(file);
    }
  }
}
