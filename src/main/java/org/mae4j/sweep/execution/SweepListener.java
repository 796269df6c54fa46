package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.SortedMap;
import org.mae4j.sweep.journal.Trial;

/** Is told how a sweep comes on. */
@FunctionalInterface
public interface SweepListener {
  /** A candidate began, or goes on after an interruption; on the thread of {@link #ended}. */
  default void begun(int candidate, SortedMap<String, String> parameters) {}

  /**
   * A trial came on; on a thread that does it.
   *
   * @param share done of what it does at the moment, in [0, 1]
   * @param details one short line
   */
  default void progress(TrialRun trial, double share, String details) {}

  /** A candidate ended that had not ended before; on the thread that runs the search. */
  void ended(Trial standing) throws IOException;
}
