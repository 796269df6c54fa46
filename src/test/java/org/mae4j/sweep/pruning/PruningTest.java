package org.mae4j.sweep.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.execution.SweepOutcome;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Sweeps that prune trials with known learning curves. */
class PruningTest {
  private static final int EPOCHS = 8;

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({"grid,2", "random,2", "random,3", "genetic,2", "tpe,2", "gp,2"})
  void pruningDoesNotDependOnNumberOfParallelTrials(String generator, int parallel) {
    SweepOutcome sequential = search(plan(generator, 1), "");
    assertTrue(sequential.events().stream().anyMatch(event -> event.contains("\"pruned\"")));
    SweepOutcome inParallel = search(plan(generator, parallel), "");
    assertEquals(sequential.events(), inParallel.events());
    assertEquals(sequential.table(), inParallel.table());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic", "tpe"})
  void resumedSweepPrunesSameTrials(String generator) {
    SweepOutcome sequential = search(plan(generator, 1), "");
    SweepOutcome inParallel = search(plan(generator, 2), "");
    for (int cut = 0; cut < inParallel.lines().size(); cut += 5) {
      assertEquals(sequential.events(), search(plan(generator, cut % 2 + 1), inParallel.cut(cut)).events());
    }
  }

  @Test
  void bestTrialSurvivesAndSavingsCountSkippedEpochs() {
    SweepPlan plan = plan("grid", 1);
    SweepOutcome outcome = search(plan, "");
    Ranking ranking = outcome.ranking();
    Trial best = ranking.best().orElseThrow();
    assertEquals(Plans.BEST_RATE, Double.parseDouble(best.parameters().get("pretrain.optimizer.baseLearningRate")));
    assertEquals(Integer.toString(Plans.BEST_DEPTH), best.parameters().get("model.decoder.depth"));
    assertSavings(outcome, 12);
    SweepOutcome drawn = search(plan("random", 1), "");
    assertEquals(new TreeSet<>(List.of(2, 4, 6)), assertSavings(drawn, 30).stream().map(TrialEvent.Pruned::epoch)
        .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static List<TrialEvent.Pruned> assertSavings(SweepOutcome outcome, int trials) {
    List<TrialEvent.Pruned> pruned = outcome.content().events().stream().filter(TrialEvent.Pruned.class::isInstance)
        .map(TrialEvent.Pruned.class::cast).toList();
    PruningSavings savings = outcome.savings();
    assertEquals(trials, savings.trials());
    assertEquals(pruned.size(), savings.pruned());
    assertEquals(trials * EPOCHS, savings.epochs());
    assertEquals(pruned.stream().mapToInt(event -> EPOCHS - event.epoch()).sum(), savings.saved());
    Trial first = outcome.ranking().trials().stream().filter(trial -> trial.state() == Trial.TrialState.PRUNED)
        .findFirst().orElseThrow();
    assertEquals(String.format(Locale.ROOT, "after epoch %d, at %.5g", pruned.get(0).epoch(),
        pruned.get(0).value()), first.note());
    assertTrue(first.ended() && first.objective().isEmpty());
    return pruned;
  }

  /** The first runs have the same seed; what the others measure does not count. */
  @Test
  void onlyRunsWithTheSameSeedAreCompared() {
    SweepPlan plan = Plans.load(directory, block("grid", 1) + "sweep.repeat = 2\n");
    SweepOutcome outcome = SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), "", (run, listener) -> {
      if (run.repetition() == 2) {
        listener.recorded(new MetricsLog.MetricRow(2, 2, "pretrain.val.maskedMse", 1e9));
      }
      return run.repetition() == 1 ? train(run, listener) : 0;
    });
    List<TrialEvent> events = outcome.content().events();
    assertTrue(events.stream().noneMatch(event -> event instanceof TrialEvent.Measured m && m.value() == 1e9));
    List<Trial> trials = outcome.ranking().trials();
    assertTrue(trials.stream().anyMatch(trial -> trial.state() == Trial.TrialState.PRUNED));
    trials.forEach(trial -> assertEquals(trial.state() == Trial.TrialState.PRUNED ? 0 : 2, trial.objectives().size()));
  }

  /** Pruning was added later: sweeps without it have no keys of it. */
  @Test
  void onlyPruningSweepsHavePruningKeys() {
    JournalHeading without = JournalHeading.of(Plans.grid(directory, 1));
    assertTrue(without.settings().keySet().stream()
        .noneMatch(key -> key.contains("prune") || key.contains("parallel")));
    assertEquals("", without.prunedBy());
    assertEquals("pretrain.val.maskedMse", JournalHeading.of(plan("grid", 1)).prunedBy());
  }

  private SweepPlan plan(String generator, int parallel) {
    return Plans.load(directory, block(generator, parallel));
  }

  private static String block(String generator, int parallel) {
    String points = generator.equals("grid") ? ", points = 4" : "";
    return """
        pretrain.epochs = %d
        sweep {
          generator = %s
          seed = 4
          stop.trials = 30
          parallel = %d
          prune { after = 2, every = 2, keep = 0.3 }
          parameters {
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-5, 1e-2]%s }
            model.decoder.depth = { integer = [2, 7], step = 2 }
          }
        }
        """.formatted(EPOCHS, generator, parallel, points);
  }

  private SweepOutcome search(SweepPlan plan, String before) {
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before, PruningTest::train);
  }

  /** An error that decreases with the epochs, to a value that increases with the distance to the best parameters. */
  private static double train(TrialRun run, RunListener listener) {
    double distance = -Plans.slope(run.parameters());
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      listener.recorded(new MetricsLog.MetricRow(epoch, epoch, "pretrain.val.loss", -1));
      listener.recorded(new MetricsLog.MetricRow(epoch, epoch, "pretrain.val.maskedMse", distance + 1.0 / epoch));
    }
    return -distance;
  }
}
