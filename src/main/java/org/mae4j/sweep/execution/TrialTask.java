package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.sweep.cluster.ClusterException;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * Brings one candidate to its end, from where the journal has it.
 *
 * @param stop whether it is to stop before that
 */
record TrialTask(SweepPlan plan, int number, SortedMap<String, String> parameters, Journal journal,
    TrialEvaluator evaluation, SweepListener watch, BooleanSupplier stop) implements Callable<Trial> {

  /**
   * How it ended.
   *
   * @throws StoppedRunException if a signal asked to stop
   * @throws StoppedException if {@code stop} did
   */
  @Override
  public Trial call() throws IOException {
    Trial standing = standing();
    while (!standing.ended()) {
      run(new TrialRun(number, standing.objectives().size() + 1, parameters));
      standing = standing();
    }
    return standing;
  }

  private Trial standing() {
    return journal.standing(number, plan.sweep().repeat()).orElseThrow();
  }

  private void run(TrialRun trial) throws IOException {
    TrialEvent.Started started = new TrialEvent.Started(number, trial.repetition(), parameters);
    if (!journal.content().events().contains(started)) {
      journal.append(started);
    }
    journal.append(evaluate(trial));
  }

  private TrialEvent evaluate(TrialRun trial) {
    TrialObserver supervision = new TrialObserver(plan, trial, journal, watch, stop);
    long start = System.nanoTime();
    try {
      double objective = evaluation.objective(trial, supervision);
      return new TrialEvent.Finished(number, trial.repetition(), objective, since(start, supervision));
    } catch (StoppedRunException | StoppedException | ClusterException e) {
      throw e;
    } catch (PrunedRunException e) {
      return new TrialEvent.Pruned(number, e.epoch(), e.figure(), since(start, supervision));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return new TrialEvent.Failed(number, trial.repetition(), FailureReason.of(e), since(start, supervision));
    }
  }

  private static double since(long start, TrialObserver supervision) {
    return Math.round((System.nanoTime() - start - supervision.waitedNanos()) / 1e6) / 1e3;
  }
}
