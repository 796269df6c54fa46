package org.mae4j.experiment;

import java.nio.file.Path;
import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.data.ExperimentChecks;
import org.mae4j.experiment.stage.Evaluation;

/** Checks that stages can run, before any work is done. */
final class StageChecks {
  private StageChecks() {}

  /** @throws UserException if the settings do not fit each other or the stages */
  static void require(ExperimentConfig config, List<Evaluation> stages) {
    if (stages.stream().anyMatch(stage -> stage.needs().contains(Evaluation.Need.MASKED_PATCHES))) {
      ExperimentChecks.requireMasking(config);
    }
    ExperimentChecks.require(config);
  }

  /** @throws UserException if a stage needs {@code checkpoint} and it does not exist */
  static void requireCheckpoint(Path checkpoint, List<Evaluation> stages) {
    for (Evaluation stage : stages) {
      if (stage.needs().contains(Evaluation.Need.PRETRAINED) && !TensorFile.exists(checkpoint)) {
        throw new UserException(
            checkpoint + ": " + stage.title() + " needs this checkpoint of a pre-trained autoencoder, "
                + "which does not exist; resume the run, or name another checkpoint");
      }
    }
  }
}
