package org.mae4j.base.file;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file whose versions survive a crash. Whenever the process or the machine stops during {@link #replace}, a complete
 * version has one of three names:
 * <ol>
 *   <li>NAME.tmp is written: NAME is complete, and so is NAME.previous if there were two versions before;
 *   <li>NAME.tmp is forced to the disk;
 *   <li>NAME is moved to NAME.previous: NAME.previous and NAME.tmp are complete;
 *   <li>NAME.tmp is moved to NAME: NAME and NAME.previous are complete;
 *   <li>the directory is forced to the disk.
 * </ol>
 * NAME.previous stays as a fallback for a NAME that the disk damages. {@link #write} keeps no previous version: NAME is
 * the old or the new version.
 */
public final class DurableFile {
  // Windows cannot open a directory; there, moves are durable.
  private static final boolean DIRECTORIES_OPEN = File.separatorChar == '/';

  /** The steps of a write in their order. */
  public enum Step { WRITE, SYNC, KEEP_PREVIOUS, REPLACE, SYNC_DIRECTORY }

  /** Writes the bytes of a new version. */
  public interface ContentWriter {
    void writeTo(FileChannel channel) throws IOException;
  }

  private final Path file;
  private final TemporaryFile temporary;
  private final Consumer<Step> before;

  public DurableFile(Path file) {
    this(file, step -> {});
  }

  /** @param before receives each step before it is taken */
  public DurableFile(Path file, Consumer<Step> before) {
    this(file, file.resolveSibling(file.getFileName() + ".tmp"), before);
  }

  /** @param temporary file in the directory of {@code file} that is written first, instead of NAME.tmp */
  DurableFile(Path file, Path temporary, Consumer<Step> before) {
    this.file = file;
    this.temporary = new TemporaryFile(temporary, file, before);
    this.before = before;
  }

  /**
   * Replaces the content of {@code file} atomically: readers find the old or the new content, also after a crash.
   *
   * @throws IOException naming the file, if it cannot be written; the old content stays
   */
  public static void write(Path file, byte[] content) throws IOException {
    new DurableFile(file).write(content);
  }

  void write(byte[] content) throws IOException {
    write(channel -> {
      for (ByteBuffer bytes = ByteBuffer.wrap(content); bytes.hasRemaining();) {
        channel.write(bytes);
      }
    });
  }

  /**
   * Replaces the content of {@code file} by {@code text} in UTF-8, as {@link #write(Path, byte[])} does.
   *
   * @throws IOException naming the file, if it cannot be written; the old content stays
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Replaces the content atomically and keeps no old version.
   *
   * @throws IOException naming the file, if it cannot be written; the old content stays
   */
  public void write(ContentWriter content) throws IOException {
    temporary.write(content);
    try {
      takePlace();
    } catch (IOException e) {
      temporary.delete(e);
      throw e;
    }
  }

  /** Deletes all versions of {@code file}. */
  public static void delete(Path file) throws IOException {
    DurableFile versions = new DurableFile(file);
    Files.deleteIfExists(versions.temporary());
    Files.deleteIfExists(versions.previous());
    Files.deleteIfExists(file);
  }

  /** Returns the file that an interrupted write leaves; if it is complete, it is the newest version. */
  public Path temporary() {
    return temporary.path();
  }

  public Path previous() {
    return file.resolveSibling(file.getFileName() + ".previous");
  }

  /**
   * Writes a new version and keeps the old one as {@link #previous}.
   *
   * @throws IOException if it cannot be written; the old version then has one of the three names
   */
  public void replace(ContentWriter content) throws IOException {
    temporary.write(content);
    if (Files.exists(file)) {
      before.accept(Step.KEEP_PREVIOUS);
      move(file, previous());
    }
    takePlace();
  }

  private void takePlace() throws IOException {
    before.accept(Step.REPLACE);
    move(temporary.path(), file);
    before.accept(Step.SYNC_DIRECTORY);
    syncDirectory();
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
