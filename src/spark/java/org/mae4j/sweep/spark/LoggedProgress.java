package org.mae4j.sweep.spark;

import org.mae4j.run.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of a run that nobody watches: its lines go to the log. */
record LoggedProgress() implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedProgress.class);

  @Override
  public void at(long done, String details) {
    // There is nobody to see it.
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
