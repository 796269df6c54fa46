package org.mae4j.experiment.progress;

import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error that is drawn over and over: share done, time passed and left, details. */
final class ProgressBarDisplay implements Progress {
  private static final int INTERVAL_MILLIS = 500;
  private static final int COLUMNS = 120;
  private static final String CLEAR_LINE = "\r\033[K";

  private final ProgressBarBuilder builder;
  private Optional<ProgressBar> bar = Optional.empty();

  ProgressBarDisplay(String task, long total) {
    this.builder = new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS));
  }

  /** The first call tells where the task goes on; the time left follows from what is done from there on. */
  @Override
  public void at(long done, String details) {
    if (bar.isEmpty()) {
      bar = Optional.of(builder.startsFrom(done - 1, Duration.ZERO).build());
    }
    bar.get().setExtraMessage(" " + details);
    bar.get().stepTo(done);
  }

  @Override
  public void say(String line) {
    clear();
    Progress.super.say(line);
  }

  @Override
  public void warn(String line) {
    clear();
    Progress.super.warn(line);
  }

  private static void clear() {
    System.err.print(CLEAR_LINE);
    System.err.flush();
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
