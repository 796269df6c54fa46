package org.mae4j.library;

/**
 * An exception for an experiment that stopped before its end because its listener, a signal or an interrupt of its
 * thread asked for it. Nothing failed. The message is one line with the run directory and the command that resumes the run.
 */
public final class ExperimentStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExperimentStoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
