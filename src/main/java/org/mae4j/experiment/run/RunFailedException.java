package org.mae4j.experiment.run;

/** A run cannot go on, through no fault of the program; the message is one line that says why. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunFailedException(String message) {
    super(message);
  }

  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
