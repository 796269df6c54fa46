package org.mae4j.experiment.run;

/** An exception for a run that a signal stopped. The user was told how to resume it. */
public final class StoppedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public StoppedRunException(StopSignal signal) {
    super("stopped by SIG" + signal);
    this.exitCode = signal.exitCode();
  }

  /** Returns the exit code that a shell reports for a process that the signal ended. */
  public int exitCode() {
    return exitCode;
  }
}
