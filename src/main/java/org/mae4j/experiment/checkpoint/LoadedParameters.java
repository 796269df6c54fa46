package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mae4j.backend.OperationThreads;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.model.layer.Parameters;

/** Parameters of a checkpoint. Their memory is freed if they cannot be read. */
public record LoadedParameters(Parameters parameters, CheckpointOrigin origin) implements AutoCloseable {
  /**
   * Reads all parameters from a checkpoint.
   *
   * @param initial creates the parameters whose values are read
   * @throws org.mae4j.checkpoint.CheckpointException if the file is damaged or has another architecture
   */
  public static LoadedParameters of(Path checkpoint, ExperimentConfig config, Supplier<Parameters> initial) {
    return of(checkpoint, config, initial, name -> true);
  }

  /** @param read whether the value of the parameter with that name is read */
  public static LoadedParameters of(Path checkpoint, ExperimentConfig config, Supplier<Parameters> initial,
      Predicate<String> read) {
    OperationThreads.useOne();
    Parameters parameters = initial.get();
    try {
      return new LoadedParameters(parameters, ModelCheckpoint.load(checkpoint, parameters, read, config.model()));
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
