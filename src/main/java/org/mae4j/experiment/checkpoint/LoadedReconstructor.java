package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import org.mae4j.base.RandomStream;
import org.mae4j.base.Resources;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.reconstruction.Reconstructor;

/** The autoencoder of a checkpoint, which reconstructs images under the masks of validation. */
public final class LoadedReconstructor implements AutoCloseable {
  private final LoadedParameters loaded;
  private final Reconstructor reconstructor;

  public LoadedReconstructor(Path checkpoint, ExperimentConfig config, ImageShape shape, Workers workers) {
    try (Resources made = new Resources()) {
      loaded = made.add(
          LoadedParameters.of(checkpoint, config, () -> ParameterInitializer.autoencoder(config, shape)));
      reconstructor = new Reconstructor(loaded.parameters(), config.model(), shape,
          config.seedOf(RandomStream.VALIDATION_MASKS), workers);
      made.keep();
    }
  }

  public Reconstructor get() {
    return reconstructor;
  }

  public CheckpointOrigin origin() {
    return loaded.origin();
  }

  @Override
  public void close() {
    reconstructor.close();
    loaded.close();
  }
}
