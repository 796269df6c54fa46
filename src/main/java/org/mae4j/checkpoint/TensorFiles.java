package org.mae4j.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mae4j.base.file.DurableFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes, opens and deletes files of named tensors, each with the version before it in case a write is interrupted. */
public final class TensorFiles {
  private TensorFiles() {}

  /**
   * Writes a file and replaces an existing one of that name, which becomes {@code NAME.previous}. At every instant a
   * complete file exists under one of the names that {@link #openOrPrevious} tries. The arrays must not change during
   * the call.
   *
   * @param tensors FLOAT, DOUBLE, INT64, HALF or BFLOAT16 arrays, none empty; views and any order of strides are allowed
   * @param metadata any text by key
   * @throws CheckpointException if the file cannot be written: disk full, no such directory, no permission
   * @throws IllegalArgumentException if a file cannot hold these tensors or metadata
   */
  public static void write(Path file, Map<String, INDArray> tensors, Map<String, String> metadata) {
    write(file, tensors, metadata, step -> {});
  }

  /**
   * Writes a file, as {@link #write}, but keeps no version of a file that it replaces.
   *
   * @throws CheckpointException if the file cannot be written; the old file stays
   */
  public static void export(Path file, Map<String, INDArray> tensors, Map<String, String> metadata) {
    TensorFileWriter writer = new TensorFileWriter(tensors, metadata);
    try {
      new DurableFile(file).write(writer::writeTo);
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be written", e);
    }
  }

  static void write(Path file, Map<String, INDArray> tensors, Map<String, String> metadata,
      Consumer<DurableFile.Step> before) {
    TensorFileWriter writer = new TensorFileWriter(tensors, metadata);
    try {
      new DurableFile(file, before).replace(writer::writeTo);
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be written", e);
    }
  }

  /** Deletes a file and its other versions, if they exist. */
  public static void delete(Path file) throws IOException {
    DurableFile.delete(file);
  }

  /** Returns whether the file or its previous version exists, complete or not. */
  public static boolean exists(Path file) {
    return Files.exists(file) || Files.exists(new DurableFile(file).previous());
  }

  /**
   * Opens a file, or its newest complete version if the file is damaged or its replacement was interrupted.
   *
   * @param warning receives one line that says what was wrong and what is read instead
   * @throws CheckpointException saying what is wrong with {@code file}, if no version is complete
   */
  public static TensorFile openOrPrevious(Path file, Consumer<String> warning) {
    try {
      return TensorFile.open(file);
    } catch (CheckpointException problem) {
      DurableFile versions = new DurableFile(file);
      for (Path version : List.of(versions.temporary(), versions.previous())) {
        try {
          TensorFile opened = TensorFile.open(version);
          warning.accept(problem.getMessage() + "; reading " + version.getFileName() + " instead");
          return opened;
        } catch (CheckpointException e) {
          problem.addSuppressed(e);
        }
      }
      throw problem;
    }
  }
}
