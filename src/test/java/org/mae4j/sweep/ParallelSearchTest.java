package org.mae4j.sweep;

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
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Searches that try several candidates at once. */
class ParallelSearchTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({"grid,2", "random,2", "genetic,2", "genetic,3"})
  void theOutcomeIsThatOfOneAfterAnother(String generator, int parallel) {
    Searched alone = search(Plans.troubled(directory, generator, 24, 1), "");
    Searched together = search(Plans.troubled(directory, generator, 24, parallel), "");
    String events = String.join("", alone.lines());
    List.of("finished", "failed", "invalid").forEach(event -> assertTrue(events.contains(event), event));
    assertEquals(alone.events(), together.events());
    assertEquals(alone.table(), together.table());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic"})
  void theBestIsFoundByBothWays(String generator) {
    Searched alone = known(generator, 1);
    Searched together = known(generator, 2);
    assertEquals(alone.events(), together.events());
    assertEquals(alone.ranking().best().orElseThrow().parameters(),
        together.ranking().best().orElseThrow().parameters());
    assertEquals(0, together.ranking().best().orElseThrow().objective().orElseThrow(), 0.3);
  }

  private Searched known(String generator, int parallel) {
    SweepPlan plan = generator.equals("grid") ? Plans.grid(directory, parallel)
        : Plans.drawn(directory, generator, 3, 60, parallel);
    return Searched.of(plan, directory.resolve("sweep.jsonl"), "", (trial, supervision) -> {
      unevenly(trial);
      return Plans.objective(trial.parameters());
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic"})
  void aJournalCutAnywhereGoesOnToTheSameEnd(String generator) {
    Searched alone = search(Plans.troubled(directory, generator, 24, 1), "");
    Searched together = search(Plans.troubled(directory, generator, 24, 2), "");
    int parallel = 0;
    for (int cut = 0; cut < together.lines().size(); cut += 3) {
      parallel = parallel % 3 + 1;
      Searched resumed = search(Plans.troubled(directory, generator, 24, parallel), together.cut(cut));
      assertEquals(alone.events(), resumed.events());
      assertEquals(together.lines().subList(0, cut), resumed.lines().subList(0, cut));
    }
  }

  @Test
  void asManyRunAtOnceAsThePlanSays() {
    CyclicBarrier all = new CyclicBarrier(3);
    Set<Integer> met = new ConcurrentSkipListSet<>();
    SweepPlan plan = Plans.load(directory, """
        sweep { parallel = 3, parameters.model.decoder.depth = { integer = [1, 6] } }
        """);
    Searched.of(plan, directory.resolve("sweep.jsonl"), "", (trial, supervision) -> {
      assertEquals(3, supervision.runs());
      try {
        all.await(1, TimeUnit.MINUTES);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      met.add(trial.candidate());
      return 1;
    });
    assertEquals(Set.of(1, 2, 3, 4, 5, 6), met);
  }

  /** The last of three failures in a row ends the sweep; what runs beside it stops, to be gone on with. */
  @Test
  void tooManyFailuresInOrderOfNumberStopTheOthers() {
    SweepPlan plan = Plans.load(directory, """
        sweep { parallel = 2, parameters.model.decoder.depth = { integer = [1, 9] } }
        """);
    CountDownLatch fifth = new CountDownLatch(1);
    TrialEvaluator evaluation = (trial, supervision) -> {
      if (trial.candidate() == 5) {
        fifth.countDown();
        while (!supervision.stopRequested()) {
          Thread.onSpinWait();
        }
        throw new StoppedException();
      }
      if (trial.candidate() == 4) {
        await(fifth);
      }
      if (trial.candidate() > 1) {
        throw new RunFailedException("candidate " + trial.candidate());
      }
      return 1;
    };
    Path file = directory.resolve("sweep.jsonl");
    assertEquals("3 candidates failed one after another, the last: candidate 4. To go on in spite of that, raise "
        + "sweep.maxFailures", assertThrows(RunFailedException.class, () -> Searched.of(plan, file, "", evaluation))
        .getMessage());
    Ranking ranking = new Searched(plan, file, List.of()).ranking();
    assertEquals(List.of(Trial.State.FINISHED, Trial.State.FAILED, Trial.State.FAILED, Trial.State.FAILED,
        Trial.State.STARTED), ranking.standings().stream().map(Trial::state).toList());
  }

  private Searched search(SweepPlan plan, String before) {
    return Searched.of(plan, directory.resolve("sweep.jsonl"), before, (trial, supervision) -> {
      unevenly(trial);
      return Plans.troubledObjective(trial);
    });
  }

  /** Lets later candidates end before earlier ones. */
  private static void unevenly(TrialRun trial) {
    try {
      Thread.sleep(trial.candidate() * 7 % 4);
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
