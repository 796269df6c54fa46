package org.mae4j.sweep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.generator.SweepChecks;

/** Tests which metrics trials are compared by, and which cannot compare them. */
class PruningRuleTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "model.maskRatio = { choice = [0.5, 0.75] } | after = 2 | sweep.prune.by: pretrain.val.maskedMse cannot "
          + "compare trials that differ in model.maskRatio",
      "data.validationFraction = { choice = [0.1, 0.2] } | after = 2 | sweep.prune.by: pretrain.val.maskedMse cannot "
          + "compare trials that differ in data.validationFraction",
      "pretrain.validateEvery = { choice = [1, 2] } | after = 2 | sweep.prune.by: pretrain.val.maskedMse is not "
          + "measured at the same epochs if trials differ in pretrain.validateEvery",
      "train.maxSkips = { choice = [1, 2] } | after = 3 | sweep.prune.after: must be a multiple of "
          + "pretrain.validateEvery (2), is 3",
      "train.maxSkips = { choice = [1, 2] } | after = 2, every = 3 | sweep.prune.every: must be a multiple of "
          + "pretrain.validateEvery (2), is 3",
      "train.maxSkips = { choice = [1, 2] } | after = 8 | sweep.prune.after: 8 is too late to save any training; "
          + "pre-training has 8 epochs",
      "train.maxSkips = { choice = [1, 2] } | after = 2, by = finetune.val.accuracy | sweep.prune.by: must be one of "
          + "pretrain.val.maskedMse, pretrain.val.loss for the objective linearProbe.val.accuracy, is "
          + "'finetune.val.accuracy'",
      "train.maxSkips = { choice = [1, 2] } | after = 7, every = 1, spacing = geometric | sweep.prune.after: 7 is too "
          + "late to save any training; pre-training has 8 epochs",
      "train.maxSkips = { choice = [1, 2] } | after = 1, every = 1, spacing = geometric, brackets = 5 | "
          + "sweep.prune.brackets: must be at most 4, is 5; the others would compare no trials: pre-training has 8 epochs"
  })
  void rejectsMetricsThatCannotCompareTrials(String parameter, String prune, String problem) {
    String every = prune.contains("every") ? "" : ", every = 2";
    SweepPlan plan = Plans.load(directory, "pretrain { epochs = 8, validateEvery = 2 }\nsweep.parameters {\n"
        + parameter + "\n}\nsweep.prune { " + prune + every + " }\n");
    assertEquals(problem, assertThrows(UserException.class, () -> SweepChecks.requireRunnable(plan)).getMessage());
  }

  @Test
  void defaultMetricBelongsToLastTrainingStage() {
    assertEquals("pretrain.val.maskedMse", pruning("linearProbe.val.accuracy", "").by());
    assertEquals("finetune.val.accuracy", pruning("finetune.val.accuracy", "").by());
    assertEquals("scratch.val.accuracy", pruning("scratch.val.macroF1", "").by());
    PruningRule early = pruning("finetune.val.accuracy", "by = pretrain.val.loss");
    ExperimentConfig experiment = Plans.load(directory, "pretrain.epochs = 8\n"
        + "sweep.parameters.train.maxSkips = { choice = [1, 2] }\n").experiment();
    assertTrue(early.decides("pretrain.val.loss", 8, experiment), "fine-tuning follows");
    assertTrue(!pruning("knn.val.accuracy", "").decides("pretrain.val.maskedMse", 8, experiment));
  }

  @Test
  void trainingFromScratchIsNotPrunedByPretraining() {
    UserException problem =
        assertThrows(UserException.class, () -> pruning("scratch.val.accuracy", "by = pretrain.val.loss"));
    assertEquals("sweep.prune.by: must be one of scratch.val.accuracy for the objective scratch.val.accuracy, is "
        + "'pretrain.val.loss'", problem.getMessage());
  }

  private PruningRule pruning(String objective, String by) {
    return PruningRule
        .of(Plans.load(directory, "pretrain.epochs = 8\nfinetune.epochs = 8\nsweep { objective = " + objective
            + ", prune { after = 2, every = 2\n" + by + " }, parameters.train.maxSkips = { choice = [1, 2] } }\n"))
        .orElseThrow();
  }
}
