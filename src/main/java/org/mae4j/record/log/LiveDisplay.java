package org.mae4j.record.log;

/** A drawing at the bottom of a terminal, below the lines of the log. */
@FunctionalInterface
public interface LiveDisplay {
  /**
   * Erases the drawing and prints a message in its place. The drawing does not appear again before the message is printed.
   *
   * @param message prints the message; called exactly once
   */
  void printAbove(Runnable message);
}
