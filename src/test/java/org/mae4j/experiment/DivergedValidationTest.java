package org.mae4j.experiment;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.train.DivergedException;

class DivergedValidationTest {
  @TempDir
  Path dir;

  /** The first step is applied and makes weights whose losses overflow; all later steps are skipped. */
  @Test
  void aValidationLossThatIsNotFiniteEndsTheRun() {
    ExperimentConfig config = SmallExperiment.config("pretrain.optimizer.baseLearningRate=1e18", "pretrain.epochs=2",
        "train.maxSkips=1000", "figures.images=0");
    String message = assertThrows(RunFailedException.class,
        () -> Experiment.start(new Invocation(Instant.now(), List.of("run")), config,
            Optional.of(dir.resolve("run")), List.of(Stages.PRETRAIN, Stages.EVALUATE)))
        .getMessage();
    assertTrue(message.startsWith("the validation loss is not finite after epoch 2. "), message);
    assertTrue(DivergedException.isReason(message), message);
  }
}
