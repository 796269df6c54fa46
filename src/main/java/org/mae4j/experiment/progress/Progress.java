package org.mae4j.experiment.progress;

import org.mae4j.base.machine.TerminalWidth;
import org.slf4j.LoggerFactory;

/** A display of the progress of a long task. */
public interface Progress extends AutoCloseable {
  /**
   * Starts a display: a progress bar on a terminal, and otherwise a line of the log every now and then.
   *
   * @param task name of the task, one word
   * @param total number of units of work, at least 1
   */
  static Progress start(String task, long total) {
    return Boolean.getBoolean(TerminalWidth.ERROR)
        ? new ProgressBarDisplay(task, total, new TerminalLine(System.err, TerminalWidth::columns))
        : new ProgressLines(task, total);
  }

  /**
   * Shows that {@code done} units are done.
   *
   * @param details state of the task, one short line; parts are separated by a comma and a space, and the last ones are
   *     left out where the terminal is too narrow
   */
  void at(long done, String details);

  /** Logs a line. */
  default void say(String line) {
    LoggerFactory.getLogger(Progress.class).info(line);
  }

  /** Logs a warning. */
  default void warn(String line) {
    LoggerFactory.getLogger(Progress.class).warn(line);
  }

  @Override
  default void close() {}
}
