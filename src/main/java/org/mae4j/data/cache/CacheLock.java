package org.mae4j.data.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one thread of all processes write the files of a cache. The operating system releases the lock of a process that
 * is killed.
 */
final class CacheLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheLock.class);
  /** Java cannot lock a file twice in one process. */
  private static final ReentrantLock PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until no other thread or process has the lock of {@code cache}, and takes it. */
  static CacheLock await(Path cache) throws IOException {
    PROCESS.lock();
    try {
      FileChannel channel = FileChannel.open(cache.resolveSibling(cache.getFileName() + ".lock"),
          StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        LOG.info("another process decodes the same images; waiting for it");
        channel.lock();
      }
      return new CacheLock(channel);
    } catch (IOException | RuntimeException e) {
      PROCESS.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      PROCESS.unlock();
    }
  }
}
