package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.engine.Workers;
import org.mae4j.eval.Reconstructor;
import org.mae4j.model.layer.Parameters;

/** The autoencoder of a checkpoint, which reconstructs images under the masks of validation. */
public final class LoadedReconstructor implements AutoCloseable {
  private final Parameters parameters;
  private final Reconstructor reconstructor;
  private final CheckpointOrigin origin;

  public LoadedReconstructor(Path checkpoint, ExperimentConfig config, ImageShape shape, Workers workers) {
    parameters = ParameterInitializer.autoencoder(config, shape);
    origin = ModelCheckpoint.load(checkpoint, parameters, name -> true, config.model());
    reconstructor =
        new Reconstructor(parameters, config.model(), shape, config.seedOf(RandomStream.VALIDATION_MASKS), workers);
  }

  public Reconstructor get() {
    return reconstructor;
  }

  public CheckpointOrigin origin() {
    return origin;
  }

  @Override
  public void close() {
    reconstructor.close();
    parameters.close();
  }
}
