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
import org.mae4j.engine.parallel.StoppedException;

/**
 * Keeps other commands from working in a run directory while it is open. The operating system releases the lock of a
 * process that is killed.
 *
 * <p>When a process closes a file, POSIX releases all locks that the process has on it, whatever channel they were
 * taken through. A file that this process has locked must therefore not be opened a second time, and this class keeps
 * a list of those files.
 */
public final class RunLock implements AutoCloseable {
  /** Name of the file that is locked. */
  static final String FILE = ".lock";
  /** Much longer than {@link #isHeld} in another process keeps the lock. */
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final long PAUSE_NANOS = 5_000_000;
  private static final Set<Path> HELD = new HashSet<>();

  private final FileChannel channel;
  private final Path file;

  private RunLock(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /**
   * Locks {@code directory}.
   *
   * @throws UserException if another command works there
   */
  public static RunLock of(RunDirectory directory) throws IOException {
    return tryLock(directory)
        .orElseThrow(() -> new UserException(directory.path() + ": another command works in this directory"));
  }

  /**
   * Waits until no other command works in {@code directory}, and locks it.
   *
   * @throws StoppedException if {@code stop} returns true before that
   */
  public static RunLock await(RunDirectory directory, BooleanSupplier stop) throws IOException {
    Optional<RunLock> lock = tryLock(directory);
    while (lock.isEmpty()) {
      if (stop.getAsBoolean()) {
        throw new StoppedException();
      }
      LockSupport.parkNanos(PATIENCE.toNanos());
      lock = tryLock(directory);
    }
    return lock.get();
  }

  private static Optional<RunLock> tryLock(RunDirectory directory) throws IOException {
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

  /** Returns whether a command works in {@code directory} now, without writing there. */
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
    return directory.path().toRealPath().resolve(FILE);
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      channel.close();
      HELD.remove(file);
    }
  }
}
