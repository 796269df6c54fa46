package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.mae4j.backend.OperationThreads;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.model.layer.Parameters;

/** Reads parameters of a checkpoint, and frees their memory if that fails. */
final class LoadedParameters {
  private LoadedParameters() {}

  /** @param initial creates the parameters whose values are read */
  static Parameters of(Path checkpoint, ExperimentConfig config, Supplier<Parameters> initial) {
    OperationThreads.useOne();
    Parameters parameters = initial.get();
    try {
      ModelCheckpoint.load(checkpoint, parameters, name -> true, config.model());
      return parameters;
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }
}
