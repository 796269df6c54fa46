package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mae4j.backend.OperationThreads;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.model.layer.Parameters;

/** Reads parameters of a checkpoint, and frees their memory if that fails. */
public final class LoadedParameters {
  private LoadedParameters() {}

  /**
   * Returns the parameters of a checkpoint; the caller closes them.
   *
   * @param initial creates the parameters whose values are read
   * @throws org.mae4j.checkpoint.CheckpointException if the file is damaged or has another architecture
   */
  public static Parameters of(Path checkpoint, ExperimentConfig config, Supplier<Parameters> initial) {
    return of(checkpoint, config, initial, name -> true);
  }

  /** @param read whether the value of the parameter with that name is read */
  static Parameters of(Path checkpoint, ExperimentConfig config, Supplier<Parameters> initial, Predicate<String> read) {
    OperationThreads.useOne();
    Parameters parameters = initial.get();
    try {
      ModelCheckpoint.load(checkpoint, parameters, read, config.model());
      return parameters;
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }
}
