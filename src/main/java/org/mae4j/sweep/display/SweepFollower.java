package org.mae4j.sweep.display;

import java.io.IOException;
import java.util.SortedMap;
import org.mae4j.sweep.execution.SweepListener;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.journal.Trial;

/**
 * Keeps the status of a sweep, shows it, and has its files rewritten.
 *
 * @param files rewrites them
 */
public record SweepFollower(SweepStatus status, SweepDisplay display, Files files) implements SweepListener {
  /** What a sweep leaves beside its journal. */
  public interface Files {
    void rewrite() throws IOException;
  }

  @Override
  public void begun(int candidate, SortedMap<String, String> parameters) {
    status.begun(candidate);
    display.begun(candidate, parameters);
  }

  @Override
  public void progress(TrialRun trial, double share, String details) {
    status.progress(trial.candidate(), share, details);
  }

  @Override
  public void ended(Trial standing) throws IOException {
    status.ended(standing.candidate());
    files.rewrite();
    display.ended(standing);
  }
}
