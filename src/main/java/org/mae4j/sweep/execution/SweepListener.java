package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.SortedMap;
import org.mae4j.sweep.journal.Trial;

/** Is notified of the progress of a sweep. */
@FunctionalInterface
public interface SweepListener {
  /** Called when a trial starts or resumes, on the thread of {@link #ended}. */
  default void begun(int trial, SortedMap<String, String> parameters) {}

  /**
   * Called when a run makes progress, on the thread of the run.
   *
   * @param trial number of the trial, from 1
   * @param fraction done of the current task, in [0, 1]
   * @param details one short line
   */
  default void progress(int trial, double fraction, String details) {}

  /** Called when a trial ends, on the thread of the sweep. */
  void ended(Trial trial) throws IOException;
}
