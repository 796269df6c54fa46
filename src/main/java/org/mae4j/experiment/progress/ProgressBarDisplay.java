package org.mae4j.experiment.progress;

import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error with the share done, the time passed, the time left and the details. */
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

  /** Takes the first call as the start of the work, so that the time left is right for a task that resumes. */
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
