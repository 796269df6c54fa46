package org.mae4j.record.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows at its end. What is appended reaches it before the call returns, so it can be followed live. */
public final class AppendedFile implements Closeable {
  private final Path file;
  private final FileChannel channel;

  private AppendedFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens {@code file}, which exists. */
  public static AppendedFile open(Path file) throws IOException {
    return new AppendedFile(file, FileChannel.open(file, StandardOpenOption.APPEND));
  }

  /** Writes all that remains in {@code bytes}. @throws UncheckedIOException naming the file, if that fails */
  public void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Brings all that was appended to the disk. @throws UncheckedIOException naming the file, if that fails */
  public void sync() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** With the name of the file, which the system does not tell. */
  private UncheckedIOException failure(IOException e) {
    return new UncheckedIOException(new FileSystemException(file.toString(), null, e.getMessage()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
