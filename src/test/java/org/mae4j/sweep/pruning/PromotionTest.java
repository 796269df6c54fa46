package org.mae4j.sweep.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.Direction;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.execution.SweepOutcome;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.generator.TrialOutcome;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.journal.TrialEvent.Measured;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.plan.Rungs;
import org.mae4j.sweep.plan.SweepPlan;

/** Tests what runs in sweeps whose trials are promoted and pruned, and what counts if CPU time is measured again. */
class PromotionTest {
  private static final int EPOCHS = 9;

  @TempDir
  private Path directory;
  private final Queue<Integer> started = new ConcurrentLinkedQueue<>();
  private final Queue<String> trained = new ConcurrentLinkedQueue<>();

  /** A trial is started once, and each of its epochs runs once: it waits for the decision where it is. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "after = 1, keep = 0.4 | 1",
      "after = 1, keep = 0.4, spacing = geometric | 2",
      "after = 1, keep = 0.334, spacing = geometric, brackets = 3 | 1",
      "after = 1, keep = 0.334, spacing = geometric, brackets = 3 | 2",
      "afterCpuMinutes = 1.5, keep = 0.334, spacing = geometric, brackets = 2 | 2"})
  void promotedTrialsGoOnFromWhereTheyAre(String prune, int parallel) {
    SweepOutcome outcome = search(plan(prune, parallel), "", 1);
    PruningSavings savings = outcome.savings();
    assertTrue(savings.pruned() > 0 && savings.pruned() < savings.trials(), prune);
    assertEquals(savings.trials(), started.size());
    assertEquals(new HashSet<>(started).size(), started.size());
    assertEquals(new HashSet<>(trained).size(), trained.size());
    assertEquals(savings.epochs() - savings.saved(), trained.size(), "what was saved is what did not run");
    started.clear();
    assertEquals(outcome.lines(), search(plan(prune, parallel), outcome.text(), 1).lines());
    assertTrue(started.isEmpty(), "a trial that ended never runs again");
  }

  /** The process that resumes a sweep needs twice the CPU time: what was journaled counts. */
  @Test
  void measuredCpuMinutesAreNotMeasuredAgain() {
    SweepPlan plan = plan("afterCpuMinutes = 1.5, keep = 0.5, spacing = geometric", 1);
    String whole = search(plan, "", 1).text();
    Random random = new Random(3);
    for (int kill = 0; kill < 20; kill++) {
      String cut = whole.substring(0, random.nextInt(whole.length()));
      SweepOutcome resumed = search(plan, cut, 2);
      assertTrue(resumed.text().startsWith(cut.substring(0, cut.lastIndexOf('\n') + 1)));
      assertDecidedByJournal(plan.sweep().prune(), resumed.content().events());
    }
  }

  /** Trials 1 and 2 were pruned at the first rung, 3 at the second one; an epoch of trial 2 is cheap. */
  @Test
  void cheapEpochsDoNotMakePrunedTrialsGood() {
    List<TrialEvent> events = List.of(new Measured(1, 1, 0.2, 1.2), new TrialEvent.Pruned(1, 1, 0.2, 72),
        new Measured(2, 6, 0.3, 1.1), new TrialEvent.Pruned(2, 6, 0.3, 66), new Measured(3, 1, 0.4, 1.1),
        new Measured(3, 2, 0.4, 2.2), new TrialEvent.Pruned(3, 2, 0.4, 132));
    assertEquals(List.of(3, 1, 2), order(plan("afterCpuMinutes = 1, keep = 0.5, spacing = geometric", 1), events));
    assertEquals(List.of(2, 3, 1), order(plan("after = 1, keep = 0.5", 1), events));
  }

  private static List<Integer> order(SweepPlan plan, List<TrialEvent> events) {
    return Trial.all(events, plan.sweep().repetitions()).stream()
        .sorted(Comparator.comparing(trial -> TrialOutcome.of(plan, trial, events))).map(Trial::number).toList();
  }

  private static void assertDecidedByJournal(PruneConfig config, List<TrialEvent> events) {
    SuccessiveHalving halving = new SuccessiveHalving(config, Direction.MINIMIZE);
    Set<List<Integer>> rungs = new HashSet<>();
    for (TrialEvent event : events) {
      if (event instanceof Measured measured) {
        int rung = new Rungs(config, 0).reached(measured.cpuMinutes()).orElseThrow();
        assertTrue(rungs.add(List.of(measured.trial(), rung)), "a rung is reached once: " + measured);
        boolean pruned = events.stream().anyMatch(end -> end instanceof TrialEvent.Pruned last
            && last.trial() == measured.trial() && last.epoch() == measured.epoch());
        assertEquals(!pruned, halving.promotes(events, measured).orElseThrow(), measured.toString());
      }
    }
  }

  private SweepPlan plan(String prune, int parallel) {
    return Plans.load(directory, """
        pretrain.epochs = %d
        sweep {
          generator = random
          stop.trials = 20
          parallel = %d
          prune { %s }
          parameters {
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-5, 1e-2] }
            model.decoder.depth = { integer = [2, 7] }
          }
        }
        """.formatted(EPOCHS, parallel, prune));
  }

  /** Resumes a sweep. @param factor on the CPU time */
  private SweepOutcome search(SweepPlan plan, String before, double factor) {
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before,
        (run, listener) -> train(run, listener, factor));
  }

  private double train(TrialRun run, RunListener listener, double factor) {
    started.add(run.trial());
    double distance = -Plans.slope(run.parameters());
    AtomicReference<Double> cpuSeconds = new AtomicReference<>(0.0);
    listener.trainingStarted(cpuSeconds::get);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      trained.add(run.trial() + " " + epoch);
      cpuSeconds.set(factor * 60 * epoch * (1 + run.trial() % 3 / 2.0));
      listener.recorded(new MetricsLog.MetricRow(epoch, epoch, "pretrain.val.maskedMse", distance + 1.0 / epoch));
    }
    return -distance;
  }
}
