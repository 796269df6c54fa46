package org.mae4j.sweep;

import java.io.IOException;
import org.mae4j.run.StoppedRunException;

/** Finds out what a candidate is worth. */
@FunctionalInterface
interface Evaluation {
  /**
   * The objective. What an earlier process began is brought to its end.
   *
   * @throws StoppedRunException if a signal asked to stop; whatever else is thrown is the candidate's failure
   */
  double objective(Trial trial) throws IOException;
}
