package org.mae4j.sweep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.Direction;
import org.mae4j.sweep.objective.Objectives;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.space.SweepTexts;

/** Tests objectives of sweeps in configuration files. */
class SweepObjectivesTest {
  @TempDir
  private Path directory;
  private SweepTexts texts;

  @BeforeEach
  void texts() {
    texts = new SweepTexts(directory);
  }

  @Test
  void checksObjectiveAndDirection() throws IOException {
    String space = "\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    texts.assertProblems("sweep.objective = linearProb.val.acuracy" + space,
        "x.conf:1: sweep.objective: is not a validation metric of this experiment, did you mean "
            + "'linearProbe.val.accuracy'?");
    texts.assertProblems("sweep.objective = meanColor.val.maskedMse" + space,
        "x.conf:1: sweep.objective: is a metric that a sweep cannot search for, did you mean 'pretrain.val.maskedMse'?");
    texts.assertProblems("sweep.objective = pretrain.val.maskedMse" + space,
        "defaults: sweep.direction: must be minimize for pretrain.val.maskedMse");
  }

  @Test
  void readsSeveralObjectives() throws IOException {
    SweepConfig sweep = texts
        .load(
            """
                sweep {
                  objectives = [{ key = finetune.val.accuracy, direction = maximize }, { key = cost.cpuMinutes, direction = minimize }]
                  parameters.model.maskRatio = { choice = [0.1, 0.5] }
                }
                """)
        .sweep();
    assertEquals(List.of(new SweepObjective("finetune.val.accuracy", Direction.MAXIMIZE),
        new SweepObjective("cost.cpuMinutes", Direction.MINIMIZE)), sweep.searched());
    assertEquals("finetune.val.accuracy", sweep.objective());
    assertEquals(Direction.MAXIMIZE, sweep.direction());
    assertEquals(List.of("pretrain", "probe", "finetune"), Objectives.stages(List.of(sweep.searched().get(0),
        new SweepObjective("cost.flops", Direction.MINIMIZE),
        new SweepObjective("knn.val.accuracy", Direction.MAXIMIZE)))
        .stream().map(stage -> stage.name()).toList());
  }

  @Test
  void checksSeveralObjectives() throws IOException {
    String space = "\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    String accuracy = "{ key = finetune.val.accuracy, direction = maximize }";
    texts.assertProblems("sweep.objective = knn.val.accuracy\nsweep.direction = maximize\n"
        + "sweep.objectives = [" + accuracy + ", { key = cost.flops, direction = minimize }]" + space,
        "x.conf:1: sweep.objective: cannot be set together with sweep.objectives, whose first entry takes its place; "
            + "remove one of the two",
        "x.conf:2: sweep.direction: cannot be set together with sweep.objectives, whose first entry takes its place; "
            + "remove one of the two");
    texts.assertProblems(
        "sweep.objectives = [" + accuracy + ", { key = finetune.test.accuracy, direction = maximize }, "
            + accuracy + ",\n{ key = cost.flop, direction = minimize }, { key = cost.flops, direction = maximize }]"
            + space,
        "x.conf:1: sweep.objectives: finetune.test.accuracy must be a validation metric, such as "
            + "'finetune.val.accuracy'; test metrics must not select a model",
        "x.conf:1: sweep.objectives: finetune.val.accuracy is named twice",
        "x.conf:1: sweep.objectives: cost.flop is not a validation metric of this experiment, did you mean "
            + "'cost.flops'?",
        "x.conf:1: sweep.objectives: direction must be minimize for cost.flops");
    texts.assertProblems("sweep.objectives = [{ key = cost.flops, direction = minimize }]" + space,
        "x.conf:1: sweep.objectives: cost.flops cannot be the first objective; begin sweep.objectives with a validation "
            + "metric, such as 'finetune.val.accuracy'");
    texts.assertProblems("sweep.objectives = [{ key = finetune.val.accuracy }]" + space,
        "x.conf:1: sweep.objectives: must be a list of groups, each with key (text) and direction (one of maximize, "
            + "minimize), is [{\"key\":\"finetune.val.accuracy\"}]");
  }

  @Test
  void objectiveThatNeedsLabelsIsRefusedWithoutLabels() throws IOException {
    String space = "\ndata.labels = none\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }";
    texts.assertProblems("sweep.objective = knn.val.accuracy" + space, "x.conf:1: sweep.objective: cannot be computed: "
        + "probes of frozen features: labels are needed, and data.labels is none; set data.labels = classes if the images have labels");
    texts.load("sweep { objective = pretrain.val.maskedMse, direction = minimize }" + space);
  }
}
