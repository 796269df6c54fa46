package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that only grows at its end. Data is in the file before {@link #append} returns, so readers can follow it. */
public final class AppendOnlyFile implements Closeable {
  private final Path file;
  private final FileChannel channel;

  private AppendOnlyFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens a file that exists. */
  public static AppendOnlyFile open(Path file) throws IOException {
    return new AppendOnlyFile(file, FileChannel.open(file, StandardOpenOption.APPEND));
  }

  /**
   * Appends the remaining bytes of {@code bytes}; several threads may do so.
   *
   * @throws UncheckedIOException naming the file, if that fails
   */
  public synchronized void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Forces all appended data to the disk. @throws UncheckedIOException naming the file, if that fails */
  public void sync() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Adds the name of the file, which is missing in exceptions of channels. */
  private UncheckedIOException failure(IOException e) {
    return new UncheckedIOException(new FileSystemException(file.toString(), null, e.getMessage()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
