package org.mae4j.sweep.execution;

import java.io.IOException;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.sweep.cluster.ClusterException;

/** Finds out what a candidate is worth; asked by as many threads as there are candidates at once. */
@FunctionalInterface
public interface TrialEvaluator {
  /**
   * The objective. What an earlier process began is brought to its end.
   *
   * @param supervision told how the trial comes on
   * @throws StoppedRunException if a signal asked to stop
   * @throws org.mae4j.engine.StoppedException if {@code supervision} did
   * @throws ClusterException if it cannot be found out now, which is no fault of the candidate
   * @throws PrunedRunException if {@code supervision} ended it; whatever else is thrown is the candidate's failure
   */
  double objective(TrialRun trial, RunObserver supervision) throws IOException;
}
