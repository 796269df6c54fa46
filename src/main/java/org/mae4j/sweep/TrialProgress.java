package org.mae4j.sweep;

import org.mae4j.run.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on how far a trial has come; its lines go to the log of its run. */
record TrialProgress(SweepWatch watch, Trial trial, String task, long total) implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(TrialProgress.class);

  @Override
  public void at(long done, String details) {
    watch.progress(trial, (double) done / total, task + ", " + details);
  }

  @Override
  public void say(String line) {
    LOG.info(line);
  }

  @Override
  public void warn(String line) {
    LOG.warn(line);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
