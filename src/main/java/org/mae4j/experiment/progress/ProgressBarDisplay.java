package org.mae4j.experiment.progress;

import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.mae4j.record.log.TerminalAppender;

/** A progress bar in the last line of a terminal, below the lines of the log; it vanishes when the task ends. */
final class ProgressBarDisplay implements Progress {
  private static final int INTERVAL_MILLIS = 500;

  private final TerminalLine line;
  private final ProgressBarBuilder builder;
  private Optional<ProgressBar> bar = Optional.empty();

  /** @param line line of the terminal, which the display closes */
  ProgressBarDisplay(String task, long total, TerminalLine line) {
    this.builder = new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setRenderer(new ProgressBarLine())
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .clearDisplayOnFinish()
        .setConsumer(line);
    this.line = line;
    TerminalAppender.show(line);
  }

  /** Takes the first call as the start of the work, so that the time left is right for a task that resumes. */
  @Override
  public void at(long done, String details) {
    if (bar.isEmpty()) {
      bar = Optional.of(builder.startsFrom(done - 1, Duration.ZERO).build());
    }
    bar.get().setExtraMessage(details);
    bar.get().stepTo(done);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    // The library does not clear a bar that ends before its first refresh.
    line.clear();
    TerminalAppender.hideDisplay();
  }
}
