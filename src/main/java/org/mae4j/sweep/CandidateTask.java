package org.mae4j.sweep;

import java.io.IOException;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.mae4j.config.SweepPlan;
import org.mae4j.engine.StoppedException;
import org.mae4j.run.PrunedRunException;
import org.mae4j.run.StoppedRunException;

/**
 * Brings one candidate to its end, from where the journal has it.
 *
 * @param stop whether it is to stop before that
 */
record CandidateTask(SweepPlan plan, int number, SortedMap<String, String> parameters, Journal journal,
    Evaluation evaluation, SweepWatch watch, BooleanSupplier stop) implements Callable<Standing> {

  /**
   * How it ended.
   *
   * @throws StoppedRunException if a signal asked to stop
   * @throws StoppedException if {@code stop} did
   */
  @Override
  public Standing call() throws IOException {
    Standing standing = standing();
    while (!standing.ended()) {
      run(new Trial(number, standing.objectives().size() + 1, parameters));
      standing = standing();
    }
    return standing;
  }

  private Standing standing() {
    return journal.standing(number, plan.sweep().repeat()).orElseThrow();
  }

  private void run(Trial trial) throws IOException {
    Event.Started started = new Event.Started(number, trial.repetition(), parameters);
    if (!journal.content().events().contains(started)) {
      journal.append(started);
    }
    journal.append(evaluate(trial));
  }

  private Event evaluate(Trial trial) {
    TrialSupervision supervision = new TrialSupervision(plan, trial, journal, watch, stop);
    long start = System.nanoTime();
    try {
      double objective = evaluation.objective(trial, supervision);
      return new Event.Finished(number, trial.repetition(), objective, since(start, supervision));
    } catch (StoppedRunException | StoppedException | ClusterException e) {
      throw e;
    } catch (PrunedRunException e) {
      return new Event.Pruned(number, e.epoch(), e.figure(), since(start, supervision));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return new Event.Failed(number, trial.repetition(), FailureReason.of(e), since(start, supervision));
    }
  }

  private static double since(long start, TrialSupervision supervision) {
    return Math.round((System.nanoTime() - start - supervision.waitedNanos()) / 1e6) / 1e3;
  }
}
