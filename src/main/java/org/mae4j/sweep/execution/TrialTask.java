package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.mae4j.data.DataException;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.sweep.cluster.ClusterException;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * Does the remaining runs of one trial and records them in the journal.
 *
 * @param number of the trial, from 1
 * @param stop whether the trial is asked to stop
 */
record TrialTask(SweepPlan plan, int number, SortedMap<String, String> parameters, Journal journal,
    TrialEvaluator evaluator, List<SweepListener> listeners, BooleanSupplier stop) implements Callable<Trial> {
  private static final String DATA = "data.";
  private static final double NANOS = 1e9;

  /**
   * Returns the trial after it ended.
   *
   * @throws StoppedRunException if a signal asked to stop
   * @throws StoppedException if {@code stop} asked to stop
   * @throws DataException if the data, which are the same for all trials, cannot be read
   */
  @Override
  public Trial call() throws IOException {
    Trial trial = recorded();
    while (!trial.ended()) {
      run(new TrialRun(number, trial.objectives().size() + 1, parameters));
      trial = recorded();
    }
    return trial;
  }

  private Trial recorded() {
    return journal.trial(number, plan.sweep().repetitions()).orElseThrow();
  }

  private void run(TrialRun run) throws IOException {
    TrialEvent.Started started = new TrialEvent.Started(number, run.repetition(), parameters);
    if (!journal.content().events().contains(started)) {
      journal.append(started);
    }
    journal.append(evaluate(run));
  }

  private TrialEvent evaluate(TrialRun run) {
    TrialListener listener = new TrialListener(plan, run, journal, listeners, stop);
    long start = System.nanoTime();
    try {
      start -= Math.round(secondsBefore(run) * NANOS);
      double objective = evaluator.objective(run, listener);
      return new TrialEvent.Finished(number, run.repetition(), objective, since(start, listener),
          evaluator.others(run));
    } catch (StoppedRunException | StoppedException | ClusterException e) {
      throw e;
    } catch (PrunedRunException e) {
      return new TrialEvent.Pruned(number, e.epoch(), e.value(), since(start, listener));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (e instanceof DataException data && !plan.searches(DATA)) {
        throw data;
      }
      return new TrialEvent.Failed(number, run.repetition(), TrialEvaluator.reason(e), since(start, listener));
    }
  }

  /** Returns the seconds of earlier processes that were interrupted; those of failures are in the journal already. */
  private double secondsBefore(TrialRun run) throws IOException {
    double failed = journal.content().events().stream()
        .mapToDouble(event -> event instanceof TrialEvent.Failed failure && failure.trial() == number
            && failure.repetition() == run.repetition() ? failure.seconds() : 0)
        .sum();
    return Math.max(0, evaluator.secondsBefore(run) - failed);
  }

  private static double since(long start, TrialListener listener) {
    return Math.round((System.nanoTime() - start - listener.waitedNanos()) / 1e6) / 1e3;
  }
}
