package org.mae4j.experiment;

import java.io.IOException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.TrainingState;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.nd4j.linalg.api.buffer.DataType;

/** Writes training checkpoints without running a training. */
public final class Checkpoints {
  private Checkpoints() {}

  /** Writes a checkpoint of pre-training after step 8, with two rows of metrics. */
  public static void afterStep8(RunDirectory directory, ExperimentConfig config) throws IOException {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      parameters.getOrCreate("bias", ParameterKind.BIAS, 1);
      try (Optimizer optimizer =
          new Optimizer(config.pretrain().optimizer(), new TrainedWeights(parameters, 0), name -> 1, 1)) {
        new TrainingCheckpoint(new TrainingState(8, 0, 1, 8, 0), BestEpoch.Found.NONE, 2, 1, 1, 1)
            .save(directory.checkpoints().trainingState("pretrain"), config, parameters, optimizer);
      }
    }
  }
}
