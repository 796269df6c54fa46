package org.mae4j.sweep.execution;

import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunFailedException;

/** What a journal says of a candidate that failed. */
public final class FailureReason {
  private FailureReason() {}

  /** One line; with its kind unless {@code failure} was put for people. */
  public static String of(Throwable failure) {
    boolean clear = failure instanceof RunFailedException || failure instanceof UserException;
    String message = clear ? failure.getMessage() : failure.toString();
    return String.join(" ", message.lines().toList());
  }
}
