package org.mae4j.experiment.run;

/** A run stopped because a signal asked for that, and has said how to go on. */
public final class StoppedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public StoppedRunException(StopSignal signal) {
    super("stopped by SIG" + signal);
    this.exitCode = signal.exitCode();
  }

  /** What a shell tells of a process that the signal ended. */
  public int exitCode() {
    return exitCode;
  }
}
