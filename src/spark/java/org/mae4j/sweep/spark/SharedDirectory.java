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
 * A mark in the directory of a sweep, by which executors detect whether they see the same directory as the driver.
 *
 * @param folder of the mark, in the directory of the sweep
 * @param token unique to this directory
 */
record SharedDirectory(Path folder, String token) implements AutoCloseable {
  private static final String FOLDER = ".spark";
  private static final String TOKEN = "token";

  /** Marks the directory {@code sweep}; called by the driver. */
  static SharedDirectory mark(Path sweep) throws IOException {
    Path folder = Files.createDirectories(sweep.resolve(FOLDER));
    String token = UUID.randomUUID().toString();
    Files.writeString(folder.resolve(TOKEN), token);
    return new SharedDirectory(folder, token);
  }

  static SharedDirectory of(Path sweep, String token) {
    return new SharedDirectory(sweep.resolve(FOLDER), token);
  }

  /** Returns whether this process sees the marked directory and can write to it. */
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
   * Waits until no other process works on a run: an executor may still run after the driver has lost it.
   *
   * @param name path of the run directory relative to the directory of the sweep
   * @param stop whether to stop waiting
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
