package org.mae4j.sweep.generator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.UserException;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.plan.SweepPlan;

class SweepChecksTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({"linearProbe, finetune.dropPath", "pretrain, probe.momentum", "finetune, probe.momentum"})
  void rejectsKeysWithoutEffectOnObjective(String stage, String key) {
    SweepPlan plan = plan(stage, key);
    UserException refused = assertThrows(UserException.class, () -> SweepChecks.requireRunnable(plan));
    assertEquals("sweep.parameters." + key + ": does not change " + plan.sweep().objective() + "; remove it",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"scratch, finetune.dropPath", "finetune, finetune.dropPath", "knn, probe.momentum",
      "pretrain, model.maskRatio", "finetune, model.maskRatio"})
  void acceptsKeysWithEffectOnObjective(String stage, String key) {
    SweepPlan plan = plan(stage, key);
    assertDoesNotThrow(() -> SweepChecks.requireRunnable(plan));
  }

  private SweepPlan plan(String stage, String key) {
    String objective = stage.equals("pretrain") ? "pretrain.val.psnr" : stage + ".val.accuracy";
    return Plans.load(directory, """
        sweep {
          objective = %s
          parameters.%s = { choice = [0.1, 0.2] }
        }
        """.formatted(objective, key));
  }
}
