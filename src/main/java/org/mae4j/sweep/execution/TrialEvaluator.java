package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.sweep.cluster.ClusterException;

/** Determines the objectives of a run of a trial. Called by one thread per parallel trial. */
@FunctionalInterface
public interface TrialEvaluator {
  /**
   * Runs or resumes a run and returns its first objective. Any exception that is not listed is a failure of the trial.
   *
   * @param listener of the run
   * @throws StoppedRunException if a signal asked to stop
   * @throws org.mae4j.engine.parallel.StoppedException if {@code listener} asked to stop
   * @throws PrunedRunException if {@code listener} pruned the trial
   * @throws ClusterException if the run cannot be done now, for a reason that is not a failure of the trial
   */
  double objective(TrialRun run, RunListener listener) throws IOException;

  /**
   * Returns the values of the objectives beside the first, in their order, of a run that returned its objective.
   *
   * @throws RunFailedException if the files of the run do not have one of them
   */
  default List<Double> others(TrialRun run) throws IOException {
    return List.of();
  }

  /** Returns the seconds that earlier processes, which were interrupted or failed, have worked on a run. */
  default double secondsBefore(TrialRun run) throws IOException {
    return 0;
  }

  /** Returns the reason of a failure in one line, with the class of the exception unless its message is for users. */
  static String reason(Throwable failure) {
    boolean forUsers = failure instanceof RunFailedException || failure instanceof UserException;
    String message = forUsers ? failure.getMessage() : failure.toString();
    return String.join(" ", message.lines().toList());
  }
}
