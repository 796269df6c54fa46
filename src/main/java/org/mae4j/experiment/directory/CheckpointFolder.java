package org.mae4j.experiment.directory;

import java.nio.file.Path;

/**
 * The folder of the checkpoints of a run, with the places of its files.
 *
 * @param path folder, which may be missing
 */
public record CheckpointFolder(Path path) {
  /** Name of the folder in the directory of a run. */
  public static final Path NAME = Path.of("checkpoints");

  /** Returns the file of the autoencoder of the epoch with the lowest validation loss. */
  public Path bestAutoencoder() {
    return path.resolve("pretrain-best.safetensors");
  }

  /** Returns the file of the autoencoder of the last epoch that was validated. */
  public Path lastAutoencoder() {
    return path.resolve("pretrain-last.safetensors");
  }

  /**
   * Returns the file of the encoder and classifier of the epoch of {@code stage} with the highest validation accuracy.
   */
  public Path bestClassifier(String stage) {
    return path.resolve(stage + "-best.safetensors");
  }

  /** Returns the file of the linear probe of the pre-trained encoder. */
  public Path linearProbe() {
    return path.resolve("probe.safetensors");
  }

  /** Returns the file of the features and classes of the training images by which kNN classifies. */
  public Path trainingFeatures() {
    return path.resolve("knn.safetensors");
  }

  /** Returns the file of the state of an unfinished training of {@code stage}, from which it resumes. */
  public Path trainingState(String stage) {
    return path.resolve(stage + "-state.safetensors");
  }
}
