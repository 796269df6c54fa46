package org.mae4j.sweep;

import java.io.IOException;
import org.mae4j.run.PrunedRunException;
import org.mae4j.run.StoppedRunException;
import org.mae4j.run.Supervision;

/** Finds out what a candidate is worth; asked by as many threads as there are candidates at once. */
@FunctionalInterface
interface Evaluation {
  /**
   * The objective. What an earlier process began is brought to its end.
   *
   * @param supervision told how the trial comes on
   * @throws StoppedRunException if a signal asked to stop
   * @throws org.mae4j.engine.StoppedException if {@code supervision} did
   * @throws ClusterException if it cannot be found out now, which is no fault of the candidate
   * @throws PrunedRunException if {@code supervision} ended it; whatever else is thrown is the candidate's failure
   */
  double objective(Trial trial, Supervision supervision) throws IOException;
}
