package org.mae4j.run;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bar on standard error that is drawn over and over: share done, time passed and left, details. */
final class ProgressBarDisplay implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressBarDisplay.class);
  private static final int INTERVAL_MILLIS = 500;
  private static final int COLUMNS = 120;
  private static final String CLEAR_LINE = "\r\033[K";

  private final ProgressBar bar;

  ProgressBarDisplay(String task, long total) {
    this.bar = new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
        .build();
  }

  @Override
  public void at(long done, String details) {
    bar.setExtraMessage(" " + details);
    bar.stepTo(done);
  }

  @Override
  public void say(String line) {
    clear();
    LOG.info(line);
  }

  @Override
  public void warn(String line) {
    clear();
    LOG.warn(line);
  }

  private static void clear() {
    System.err.print(CLEAR_LINE);
    System.err.flush();
  }

  @Override
  public void close() {
    bar.close();
  }
}
