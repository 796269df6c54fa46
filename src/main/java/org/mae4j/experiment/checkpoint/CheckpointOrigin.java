package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.record.provenance.ImportedFile;

/**
 * Where the parameters of a checkpoint are from.
 *
 * @param file checkpoint
 * @param digest SHA-256 that the checkpoint records of itself, in hexadecimal
 * @param metadata metadata of the checkpoint
 */
public record CheckpointOrigin(Path file, String digest, Map<String, String> metadata) {
  private static final String NAME = "imported.file";
  private static final String DIGEST = "imported.sha256";

  /** Returns the metadata of a checkpoint with the weights of {@code source}. */
  static Map<String, String> metadata(ImportedFile source) {
    return Map.of("step", "0", "epoch", "0", NAME, source.name(), DIGEST, source.sha256());
  }

  /**
   * Returns the number of optimizer steps after which the model was saved.
   *
   * @throws CheckpointException if the metadata has no number of steps
   */
  public long step() {
    return number("step");
  }

  /**
   * Returns the words that follow "by" in a caption, such as {@code the model of epoch 5}.
   *
   * @throws CheckpointException if the metadata has no number of epochs
   */
  public String model() {
    return imported().orElseGet(() -> "the model of epoch " + number("epoch"));
  }

  /**
   * Returns the words that follow the subject of a caption, such as {@code after epoch 5}.
   *
   * @throws CheckpointException if the metadata has no number of epochs
   */
  public String caption() {
    return imported().map(model -> "by " + model).orElseGet(() -> "after epoch " + number("epoch"));
  }

  private Optional<String> imported() {
    return Optional.ofNullable(metadata.get(NAME)).map(name -> "the imported model " + name);
  }

  private long number(String unit) {
    try {
      return Long.parseLong(metadata.getOrDefault(unit, "none"));
    } catch (NumberFormatException e) {
      throw new CheckpointException(file, "its metadata has no number of " + unit + "s");
    }
  }
}
