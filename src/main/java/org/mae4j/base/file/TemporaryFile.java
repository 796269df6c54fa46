package org.mae4j.base.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.mae4j.base.file.DurableFile.ContentWriter;
import org.mae4j.base.file.DurableFile.Step;

/**
 * The file that a new version of another file is written to before it takes its place.
 *
 * @param path file in the directory of {@code target}
 * @param target file that gets the new version
 * @param before receives each step before it is taken
 */
record TemporaryFile(Path path, Path target, Consumer<Step> before) {

  /**
   * Writes the new version and forces it to the disk. If that fails, the temporary file is deleted.
   *
   * @throws IOException naming the target
   */
  void write(ContentWriter content) throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "is a directory");
    }
    try {
      writeSynced(content);
    } catch (FileSystemException | RuntimeException e) {
      delete(e);
      throw e;
    } catch (IOException e) {
      delete(e); // frees its space on a full disk
      throw (IOException) new FileSystemException(target.toString(), null, e.getMessage()).initCause(e);
    }
  }

  private void writeSynced(ContentWriter content) throws IOException {
    before.accept(Step.WRITE);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING)) {
      content.writeTo(channel);
      before.accept(Step.SYNC);
      channel.force(true);
    }
  }

  /** Deletes the file. @param cause exception to which a failure to delete it is added */
  void delete(Exception cause) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
