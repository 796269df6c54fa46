package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.DataException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.Trial.TrialState;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/** Tests after which failures of trials a sweep continues and after which it ends. */
class FailedTrialsTest {
  @TempDir
  private Path directory;
  private Searches searches;

  @BeforeEach
  void searches() {
    searches = new Searches(directory);
  }

  @Test
  void trialsThatDivergeDoNotEndASweep() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 9] }\n");
    Ranking ranking = searches.run(plan, (run, listener) -> {
      if (run.trial() <= 4 || run.trial() == 9) {
        throw new RunFailedException("the loss is not finite at step 3; the step was not applied. There is no "
            + "checkpoint of this stage");
      }
      return run.trial();
    });
    assertEquals(9, ranking.trials().size());
    assertEquals(8, ranking.best().orElseThrow().number());
  }

  @Test
  void failuresInRowBeforeAnySuccessEndASweep() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 9] }\n");
    TrialEvaluator evaluator = (run, listener) -> {
      if (run.trial() == 2) {
        throw new RunFailedException("the loss is not finite at step 3; the step was not applied");
      }
      throw new OutOfMemoryError("heap");
    };
    RunFailedException failure = assertThrows(RunFailedException.class, () -> searches.run(plan, evaluator));
    assertEquals(
        "3 trials failed in a row, and none has succeeded; the last failure: java.lang.OutOfMemoryError: heap. "
            + "Fix the cause and resume with --retry-failed, or increase sweep.maxFailures and resume",
        failure.getMessage());
    Ranking ranking = searches.ranking(plan);
    assertEquals("the loss is not finite at step 3; the step was not applied", ranking.trials().get(1).note());
    assertEquals(4, ranking.trials().size());
  }

  /** Half of the space needs too much memory, and the order of a grid puts these trials side by side. */
  @Test
  void failuresInRowDoNotEndASpaceWithGoodTrials() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 9] }\n");
    Ranking ranking = searches.run(plan, (run, listener) -> {
      if (run.trial() > 1 && run.trial() < 9) {
        throw new OutOfMemoryError("heap");
      }
      return run.trial();
    });
    assertEquals(9, ranking.trials().size());
    assertEquals(9, ranking.best().orElseThrow().number());
  }

  @Test
  void largestLimitOfFailuresEndsNoSweep() {
    SweepPlan plan = Plans.load(directory,
        "sweep { maxFailures = 1000000000, parameters.train.maxSkips = { integer = [0, 2] } }\n");
    Ranking ranking = searches.run(plan, (run, listener) -> {
      if (run.trial() == 2) {
        throw new OutOfMemoryError("heap");
      }
      return run.trial();
    });
    assertEquals(3, ranking.best().orElseThrow().number());
  }

  @Test
  void brokenMachineEndsASweepAfterSuccesses() {
    SweepPlan plan = Plans.load(directory,
        "sweep { maxFailures = 1, parameters.train.maxSkips = { integer = [0, 99] } }\n");
    RunFailedException failure = assertThrows(RunFailedException.class, () -> searches.run(plan, (run, listener) -> {
      if (run.trial() > 5) {
        throw new OutOfMemoryError("heap");
      }
      return run.trial();
    }));
    assertTrue(failure.getMessage().startsWith("10 trials failed in a row; the last failure: "), failure.getMessage());
    assertEquals(15, searches.ranking(plan).trials().size());
  }

  /** The data of all trials are the same: what cannot be read now says nothing about the settings of a trial. */
  @Test
  void unreadableDataEndASweepButNoTrial() {
    SweepPlan plan = Plans.load(directory, "sweep.parameters.model.decoder.depth = { integer = [1, 4] }\n");
    DataException thrown = assertThrows(DataException.class, () -> searches.run(plan, FailedTrialsTest::withoutData));
    assertEquals("data/x: no such directory", thrown.getMessage());
    assertEquals(List.of(TrialState.FINISHED, TrialState.STARTED), states(searches.ranking(plan)));
    SweepPlan ofData = Plans.load(directory, "sweep.parameters.data.trainLimit = { choice = [100, 200, 300] }\n");
    assertEquals(List.of(TrialState.FINISHED, TrialState.FAILED, TrialState.FINISHED),
        states(searches.run(ofData, FailedTrialsTest::withoutData)));
  }

  private static double withoutData(TrialRun run, RunListener listener) {
    if (run.trial() == 2) {
      throw new DataException("data/x: no such directory");
    }
    return run.trial();
  }

  private static List<TrialState> states(Ranking ranking) {
    return ranking.trials().stream().sorted(Comparator.comparing(Trial::number)).map(Trial::state).toList();
  }
}
