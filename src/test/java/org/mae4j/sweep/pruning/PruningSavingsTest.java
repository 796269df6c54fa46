package org.mae4j.sweep.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.SweepPlan;

/** Tests how much training pruning saves. */
class PruningSavingsTest {
  @TempDir
  private Path directory;

  @Test
  void savingsCountBothTrainingStagesAndAllRuns() {
    SweepPlan plan = Plans.load(directory, """
        pretrain.epochs = 8
        sweep {
          objective = finetune.val.accuracy
          repeat = 2
          prune { after = 1, by = finetune.val.accuracy }
          parameters.finetune.epochs = { choice = [4, 6] }
        }
        """);
    JournalHeading heading = JournalHeading.of(plan);
    List<TrialEvent> events = List.of(started(1, 1, "4"), started(1, 2, "4"),
        new TrialEvent.Finished(1, 1, 0.5, 100), new TrialEvent.Finished(1, 2, 0.4, 110), started(2, 1, "6"),
        new TrialEvent.Measured(2, 3, 0.2), new TrialEvent.Pruned(2, 3, 0.2, 60));
    assertEquals(new PruningSavings(2, 1, 2 * (8 + 4) + 2 * (8 + 6), 2 * (8 + 6) - (8 + 3), 150),
        PruningSavings.of(heading, events));
    assertEquals(Optional.of("pruned: 1 of 2 trials; 17 of 52 training epochs (33 %) did not run, which saved about "
        + "0:02:30"), PruningSavings.text(heading, events));
  }

  /** The first objective needs no fine-tuning, but the second does. */
  @Test
  void stagesOfAllObjectivesCount() {
    SweepPlan plan = Plans.load(directory, """
        pretrain { epochs = 8, validateEvery = 2 }
        sweep {
          objectives = [{ key = pretrain.val.mse, direction = minimize },
            { key = finetune.val.accuracy, direction = maximize }]
          prune { after = 2, every = 2 }
          parameters.finetune.epochs = { choice = [4, 6] }
        }
        """);
    PruningRule rule = PruningRule.of(plan).orElseThrow();
    assertEquals("pretrain.val.maskedMse", rule.by());
    assertTrue(rule.decides(rule.by(), 8, plan.experiment()), "fine-tuning follows");
    List<TrialEvent> events = List.of(started(1, 1, "4"), new TrialEvent.Finished(1, 1, 0.5, 100, List.of(0.3)),
        started(2, 1, "6"), new TrialEvent.Measured(2, 2, 0.2), new TrialEvent.Pruned(2, 2, 0.2, 60));
    assertEquals(new PruningSavings(2, 1, (8 + 4) + (8 + 6), 6 + 6, 40),
        PruningSavings.of(JournalHeading.of(plan), events));
  }

  private static TrialEvent started(int trial, int repetition, String epochs) {
    return new TrialEvent.Started(trial, repetition, new TreeMap<>(Map.of("finetune.epochs", epochs)));
  }
}
