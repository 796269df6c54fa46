package org.mae4j.experiment.progress;

import java.time.Duration;
import org.slf4j.LoggerFactory;

/** Shows how far a long task has come. */
public interface Progress extends AutoCloseable {
  /** System property that the launcher sets to true where standard error is a terminal: Java cannot ask for that. */
  String TERMINAL = "mae4j.terminal";

  /**
   * A bar on a terminal; elsewhere, where a bar would fill files, a line of the log now and then.
   *
   * @param task what is being done, a word
   * @param total parts of it, at least 1
   */
  static Progress start(String task, long total) {
    return Boolean.getBoolean(TERMINAL) ? new ProgressBarDisplay(task, total) : new ProgressLines(task, total);
  }

  /** Hours, minutes and seconds. */
  static String time(Duration duration) {
    return String.format("%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }

  /**
   * Shows that {@code done} parts are done.
   *
   * @param details what else is worth watching, one short line
   */
  void at(long done, String details);

  /** Writes a line to the log that stays on the console. */
  default void say(String line) {
    LoggerFactory.getLogger(Progress.class).info(line);
  }

  /** Writes a warning to the log that stays on the console. */
  default void warn(String line) {
    LoggerFactory.getLogger(Progress.class).warn(line);
  }

  @Override
  default void close() {}
}
