package org.mae4j.base;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Puts a new version in the place of a file so that whenever the process or the machine stops, a whole version is
 * found under one of three names:
 * <ol>
 *   <li>NAME.tmp is written: NAME is whole, and NAME.previous where there were two versions before;
 *   <li>NAME.tmp is synced to the disk;
 *   <li>NAME is moved to NAME.previous: NAME.previous and NAME.tmp are whole;
 *   <li>NAME.tmp is moved to NAME: NAME and NAME.previous are whole;
 *   <li>the directory is synced.
 * </ol>
 * NAME.previous stays, as what to fall back on if the disk spoils NAME. A file that {@link #write} replaces has no
 * previous version: NAME is the old one or the new one, and whole.
 */
public final class DurableFile {
  private static final boolean DIRECTORIES_OPEN = File.separatorChar == '/'; // Windows opens none, and syncs moves

  /** What writing does, in order. */
  public enum Step { WRITE, SYNC, KEEP_PREVIOUS, REPLACE, SYNC_DIRECTORY }

  /** Writes a new version from its first byte to its last. */
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private final Path file;
  private final Consumer<Step> before;

  public DurableFile(Path file) {
    this(file, step -> {});
  }

  /** @param before told each step before it is taken */
  public DurableFile(Path file, Consumer<Step> before) {
    this.file = file;
    this.before = before;
  }

  /**
   * Replaces {@code file} as a whole: a reader, or a crash at any moment, finds the old content or the new one.
   *
   * @throws IOException naming the file, if it cannot be written; what it held before stays
   */
  public static void write(Path file, byte[] content) throws IOException {
    DurableFile target = new DurableFile(file);
    target.prepare(channel -> {
      for (ByteBuffer bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
        channel.write(bytes);
      }
    });
    target.takePlace();
  }

  /** Deletes {@code file} and whatever other versions of it there are. */
  public static void delete(Path file) throws IOException {
    DurableFile versions = new DurableFile(file);
    Files.deleteIfExists(versions.temporary());
    Files.deleteIfExists(versions.previous());
    Files.deleteIfExists(file);
  }

  /** What an interrupted write leaves: if whole, newer than any other version. */
  public Path temporary() {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  public Path previous() {
    return file.resolveSibling(file.getFileName() + ".previous");
  }

  /** @throws IOException if it cannot be written; NAME is then as it was, or under one of the other names */
  public void replace(Content content) throws IOException {
    prepare(content);
    if (Files.exists(file)) {
      before.accept(Step.KEEP_PREVIOUS);
      move(file, previous());
    }
    takePlace();
  }

  private void prepare(Content content) throws IOException {
    try {
      writeTemporary(content);
    } catch (FileSystemException e) {
      deleteTemporary(e);
      throw e;
    } catch (IOException e) {
      deleteTemporary(e); // its part of a full disk may be what others need
      throw (IOException) new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
    }
  }

  private void takePlace() throws IOException {
    before.accept(Step.REPLACE);
    move(temporary(), file);
    before.accept(Step.SYNC_DIRECTORY);
    syncDirectory();
  }

  private void writeTemporary(Content content) throws IOException {
    before.accept(Step.WRITE);
    try (FileChannel channel = FileChannel.open(temporary(), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING)) {
      content.writeTo(channel);
      before.accept(Step.SYNC);
      channel.force(true);
    }
  }

  private void deleteTemporary(IOException cause) {
    try {
      Files.deleteIfExists(temporary());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private void syncDirectory() throws IOException {
    if (DIRECTORIES_OPEN) {
      try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }
}
