package org.mae4j.sweep.execution;

import org.mae4j.experiment.progress.Progress;

/** Hands on how far a trial has come; its lines go to the log of its run. */
record TrialProgress(SweepListener watch, TrialRun trial, String task, long total) implements Progress {
  @Override
  public void at(long done, String details) {
    watch.progress(trial, (double) done / total, task + ", " + details);
  }
}
