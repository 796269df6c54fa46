package org.mae4j.sweep.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.commons.io.FileUtils;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;

/**
 * The directory of a sweep, marked so that executors can find out whether it is the same one that they see under that
 * name.
 *
 * @param folder of the mark, within the sweep's directory
 * @param token that no other directory has
 */
record SharedDirectory(Path folder, String token) implements AutoCloseable {
  private static final String FOLDER = ".spark";
  private static final String TOKEN = "token";

  /** Marks {@code sweep}, at the driver. */
  static SharedDirectory mark(Path sweep) throws IOException {
    Path folder = Files.createDirectories(sweep.resolve(FOLDER));
    String token = UUID.randomUUID().toString();
    Files.writeString(folder.resolve(TOKEN), token);
    return new SharedDirectory(folder, token);
  }

  static SharedDirectory of(Path sweep, String token) {
    return new SharedDirectory(sweep.resolve(FOLDER), token);
  }

  /** Whether this process sees the directory that was marked, and can write there. */
  boolean isHere() {
    Path mark = folder.resolve(TOKEN);
    try {
      if (!Files.isReadable(mark) || !Files.readString(mark).equals(token)) {
        return false;
      }
      Files.delete(Files.createTempFile(folder, "written", ""));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until no other process works on a run: an executor that the driver has lost may still be there.
   *
   * @param name of the run, within the sweep's directory
   */
  RunLock lock(String name, BooleanSupplier stop) throws IOException {
    return RunLock.await(new RunDirectory(Files.createDirectories(folder.resolve(name))), stop);
  }

  @Override
  public void close() {
    try {
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
