package org.mae4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mae4j.engine.StoppedException;

/** While open, no other command works in a run directory. The system opens it where a process is killed. */
public final class RunLock implements AutoCloseable {
  private static final long POLL_NANOS = 200_000_000;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** @throws UserException if another command works in {@code directory} */
  public static RunLock of(RunDirectory directory) throws IOException {
    FileChannel channel = open(directory);
    if (lock(channel).isEmpty()) {
      channel.close();
      throw new UserException("another command works in " + directory.path());
    }
    return new RunLock(channel);
  }

  /**
   * Waits until no other command works in {@code directory}.
   *
   * @throws StoppedException if {@code stop} says so before that
   */
  public static RunLock await(RunDirectory directory, BooleanSupplier stop) throws IOException {
    FileChannel channel = open(directory);
    while (lock(channel).isEmpty()) {
      if (stop.getAsBoolean()) {
        channel.close();
        throw new StoppedException();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return new RunLock(channel);
  }

  private static FileChannel open(RunDirectory directory) throws IOException {
    return FileChannel.open(directory.path().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException heldByThisProcess) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
