package org.mae4j.experiment.progress;

import java.time.Duration;
import org.mae4j.base.text.DurationFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress as lines of the log, few enough that the log of a run of days stays readable. */
final class ProgressLines implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLines.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final String task;
  private final long total;
  private final long start = System.nanoTime();
  private long lastLine = start;
  /** Units that were done before the first call, as in a training that resumes. */
  private long before = -1;

  ProgressLines(String task, long total) {
    this.task = task;
    this.total = total;
  }

  @Override
  public void at(long done, String details) {
    long now = System.nanoTime();
    before = before < 0 ? done - 1 : before;
    if (now - lastLine >= INTERVAL.toNanos()) {
      lastLine = now;
      Duration left = Duration.ofNanos((long) ((double) (now - start) / (done - before) * (total - done)));
      LOG.info("{}: {}/{}, {}, {} left", task, done, total, details, DurationFormat.clock(left));
    }
  }
}
