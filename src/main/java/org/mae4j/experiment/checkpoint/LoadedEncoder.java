package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.NetworkOutput;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/** The encoder of a checkpoint, which computes the features of images. Safe for use by several threads. */
public final class LoadedEncoder implements AutoCloseable {
  private final ExperimentConfig config;
  private final LoadedParameters loaded;
  private final NetworkOutput features;
  private final NetworkOutput tokens;

  /**
   * Loads an encoder.
   *
   * @param workers threads or device that compute
   * @throws org.mae4j.checkpoint.CheckpointException if the file is damaged or has another architecture
   */
  public LoadedEncoder(Path checkpoint, ExperimentConfig config, Workers workers) {
    this.config = config;
    this.loaded = LoadedParameters.of(checkpoint, config,
        () -> ParameterInitializer.encoder(config, config.data().image()));
    Parameters parameters = loaded.parameters();
    PatchGrid grid = PatchGrid.of(config);
    this.features = NetworkOutput.features(parameters, config.model(), grid, workers);
    this.tokens = NetworkOutput.tokens(parameters, config.model(), grid, workers);
  }

  public ExperimentConfig config() {
    return config;
  }

  public CheckpointOrigin origin() {
    return loaded.origin();
  }

  /** Returns the output that has the pooled features of an image, {@code [D]}. */
  public NetworkOutput features() {
    return features;
  }

  /** Returns the output that has the encoded patches of an image, {@code [N·D]}. */
  public NetworkOutput tokens() {
    return tokens;
  }

  @Override
  public void close() {
    features.close();
    tokens.close();
    loaded.close();
  }
}
