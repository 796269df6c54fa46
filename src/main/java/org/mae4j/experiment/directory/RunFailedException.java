package org.mae4j.experiment.directory;

/**
 * An exception for a run that cannot continue for a reason outside the program, such as a full disk or a training that
 * diverged. The message is one line that names the reason.
 */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunFailedException(String message) {
    super(message);
  }

  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
