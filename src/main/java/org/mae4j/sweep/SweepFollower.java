package org.mae4j.sweep;

import java.io.IOException;
import java.util.SortedMap;

/**
 * Keeps the status of a sweep, shows it, and has its files rewritten.
 *
 * @param files rewrites them
 */
record SweepFollower(SweepStatus status, SweepDisplay display, Files files) implements SweepWatch {
  /** What a sweep leaves beside its journal. */
  interface Files {
    void rewrite() throws IOException;
  }

  @Override
  public void begun(int candidate, SortedMap<String, String> parameters) {
    status.begun(candidate);
    display.begun(candidate, parameters);
  }

  @Override
  public void progress(Trial trial, double share, String details) {
    status.progress(trial.candidate(), share, details);
  }

  @Override
  public void ended(Standing standing) throws IOException {
    status.ended(standing.candidate());
    files.rewrite();
    display.ended(standing);
  }
}
