package org.mae4j.experiment.progress;

import org.slf4j.LoggerFactory;

/** A display of the progress of a long task. */
public interface Progress extends AutoCloseable {
  /** System property that the launcher sets to true if standard error is a terminal, which Java cannot find out. */
  String TERMINAL = "mae4j.terminal";

  /**
   * Starts a display: a progress bar on a terminal, and otherwise a line of the log every now and then.
   *
   * @param task name of the task, one word
   * @param total number of units of work, at least 1
   */
  static Progress start(String task, long total) {
    return Boolean.getBoolean(TERMINAL) ? new ProgressBarDisplay(task, total) : new ProgressLines(task, total);
  }

  /**
   * Shows that {@code done} units are done.
   *
   * @param details state of the task, one short line
   */
  void at(long done, String details);

  /** Logs a line, which stays above the progress bar. */
  default void say(String line) {
    LoggerFactory.getLogger(Progress.class).info(line);
  }

  /** Logs a warning, which stays above the progress bar. */
  default void warn(String line) {
    LoggerFactory.getLogger(Progress.class).warn(line);
  }

  @Override
  default void close() {}
}
