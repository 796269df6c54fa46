package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Sweeps with parallel trials. */
class ParallelSweepTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({"grid,2", "random,2", "genetic,2", "genetic,3", "tpe,2", "tpe,4", "gp,4"})
  void resultsMatchSequentialSweep(String generator, int parallel) {
    SweepOutcome sequential = search(Plans.troubled(directory, generator, 16, 1), "");
    SweepOutcome inParallel = search(Plans.troubled(directory, generator, 16, parallel), "");
    String events = String.join("", sequential.lines());
    List.of("finished", "failed", "invalid").forEach(event -> assertTrue(events.contains(event), event));
    assertEquals(sequential.events(), inParallel.events());
    assertEquals(sequential.table(), inParallel.table());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic", "tpe", "gp"})
  void findsBestTrial(String generator) {
    SweepOutcome sequential = known(generator, 1);
    SweepOutcome inParallel = known(generator, 2);
    assertEquals(sequential.events(), inParallel.events());
    assertEquals(sequential.ranking().best().orElseThrow().parameters(),
        inParallel.ranking().best().orElseThrow().parameters());
    assertEquals(0, inParallel.ranking().best().orElseThrow().objective().orElseThrow(), 0.3);
  }

  private SweepOutcome known(String generator, int parallel) {
    SweepPlan plan = generator.equals("grid") ? Plans.grid(directory, parallel)
        : Plans.drawn(directory, generator, 3, 60, parallel);
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), "", (run, listener) -> {
      delay(run);
      return Plans.objective(run.parameters());
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic", "tpe", "gp"})
  void resumesFromJournalCutAnywhere(String generator) {
    SweepOutcome sequential = search(Plans.troubled(directory, generator, 16, 1), "");
    SweepOutcome inParallel = search(Plans.troubled(directory, generator, 16, 2), "");
    int parallel = 0;
    for (int cut = 0; cut < inParallel.lines().size(); cut += 3) {
      parallel = parallel % 3 + 1;
      SweepOutcome resumed = search(Plans.troubled(directory, generator, 16, parallel), inParallel.cut(cut));
      assertEquals(sequential.events(), resumed.events());
      assertEquals(inParallel.lines().subList(0, cut), resumed.lines().subList(0, cut));
    }
  }

  @Test
  void runsPlannedNumberOfParallelTrials() {
    CyclicBarrier all = new CyclicBarrier(3);
    Set<Integer> met = new ConcurrentSkipListSet<>();
    SweepPlan plan = Plans.load(directory, """
        sweep { parallel = 3, parameters.model.decoder.depth = { integer = [1, 6] } }
        """);
    SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), "", (run, listener) -> {
      assertEquals(3, listener.runs());
      try {
        all.await(1, TimeUnit.MINUTES);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      met.add(run.trial());
      return 1;
    });
    assertEquals(Set.of(1, 2, 3, 4, 5, 6), met);
  }

  /** Failures are counted in the order of numbers; the trial that runs in parallel stops and can be resumed. */
  @Test
  void tooManyFailuresStopOtherTrials() {
    SweepPlan plan = Plans.load(directory, """
        sweep { parallel = 2, parameters.model.decoder.depth = { integer = [1, 9] } }
        """);
    CountDownLatch fourth = new CountDownLatch(1);
    TrialEvaluator evaluator = (run, listener) -> {
      if (run.trial() == 4) {
        fourth.countDown();
        while (!listener.stopRequested()) {
          Thread.onSpinWait();
        }
        throw new StoppedException();
      }
      if (run.trial() == 3) {
        await(fourth);
      }
      throw new RunFailedException("trial " + run.trial());
    };
    Path file = directory.resolve("sweep.jsonl");
    assertEquals(
        "3 trials failed in a row, and none has succeeded; the last failure: trial 3. Fix the cause and resume "
            + "with --retry-failed, or increase sweep.maxFailures and resume",
        assertThrows(RunFailedException.class, () -> SweepOutcome.of(plan, file, "", evaluator))
            .getMessage());
    Ranking ranking = new SweepOutcome(plan, file, List.of()).ranking();
    assertEquals(
        List.of(Trial.TrialState.FAILED, Trial.TrialState.FAILED, Trial.TrialState.FAILED, Trial.TrialState.STARTED),
        ranking.trials().stream().map(Trial::state).toList());
  }

  private SweepOutcome search(SweepPlan plan, String before) {
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before, (run, listener) -> {
      delay(run);
      return Plans.troubledObjective(run);
    });
  }

  /** Makes some trials end before trials of lower numbers. */
  private static void delay(TrialRun run) {
    try {
      Thread.sleep(run.trial() * 7 % 4);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
