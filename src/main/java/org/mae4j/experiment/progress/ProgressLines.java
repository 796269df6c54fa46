package org.mae4j.experiment.progress;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines of the log, seldom enough that a run of days leaves a log that can be read. */
final class ProgressLines implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLines.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final String task;
  private final long total;
  private final long start = System.nanoTime();
  private long lastLine = start;
  /** Parts that were done before the first that was told, as when a training goes on. */
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
      LOG.info("{}: {}/{}, {}, {} left", task, done, total, details, Progress.time(left));
    }
  }
}
