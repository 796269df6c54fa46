package org.mae4j.sweep.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.Direction;
import org.mae4j.base.UserException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.execution.SweepOutcome;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.generator.SweepChecks;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Sweeps that prune trials with known learning curves. */
class PruningTest {
  private static final int EPOCHS = 8;

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({"grid,2", "random,2", "random,3", "genetic,2", "tpe,2"})
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

  /** With keep = 0.5, the first trial, one of two and two of three are promoted. */
  @Test
  void keepIsRoundedUpAndTiesAreNotPruned() {
    SuccessiveHalving half = halving(Direction.MINIMIZE, 0.5);
    assertEquals(List.of(true, false, true, false), decisions(half, 3, 5, 2, 4));
    assertEquals(List.of(true, true, true, false), decisions(half, 3, 3, 3, 4));
    assertEquals(List.of(true, true, false), decisions(half, 3, 2, 3.5));
    assertEquals(List.of(true, false, true), decisions(half, 3, Double.NaN, 4));
    assertEquals(List.of(true, true, true), decisions(half, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY));
    assertEquals(List.of(true, true, false), decisions(halving(Direction.MAXIMIZE, 0.5), 0.2, 0.3, 0.1));
    assertEquals(List.of(true, true, true, false),
        decisions(halving(Direction.MINIMIZE, 1 / 3.0), 4, 3, 2, 3.5));
  }

  @Test
  void decisionWaitsForLowerNumbers() {
    SuccessiveHalving rungs = halving(Direction.MINIMIZE, 0.5);
    TrialEvent.Measured third = new TrialEvent.Measured(3, 2, 0.7);
    List<TrialEvent> events = List.of(new TrialEvent.Measured(1, 2, 0.5), third);
    assertEquals(Optional.empty(), rungs.promotes(events, third));
    assertEquals(Optional.of(false), rungs.promotes(with(events, new TrialEvent.Measured(2, 2, 0.6)), third));
    assertEquals(Optional.of(false), rungs.promotes(with(events, new TrialEvent.Failed(2, 1, "ill", 1)), third));
    assertEquals(Optional.empty(), rungs.promotes(with(events, new TrialEvent.Measured(2, 1, 0.6)), third));
  }

  private static SuccessiveHalving halving(Direction direction, double keep) {
    return new SuccessiveHalving(new PruneConfig("", 2, 1, keep, PruneConfig.Spacing.EQUAL, 1, 0), direction);
  }

  private static List<TrialEvent> with(List<TrialEvent> events, TrialEvent more) {
    return Stream.concat(events.stream(), Stream.of(more)).toList();
  }

  private static List<Boolean> decisions(SuccessiveHalving rungs, double... values) {
    List<TrialEvent.Measured> events = IntStream.range(0, values.length)
        .mapToObj(i -> new TrialEvent.Measured(i + 1, 2, values[i])).toList();
    return events.stream().map(own -> rungs.promotes(List.copyOf(events), own).orElseThrow()).toList();
  }

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
    SweepPlan plan = plan("grid", 1);
    assertTrue(early.decides("pretrain.val.loss", EPOCHS, plan.experiment()), "fine-tuning follows");
    assertTrue(!pruning("knn.val.accuracy", "").decides("pretrain.val.maskedMse", EPOCHS, plan.experiment()));
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
