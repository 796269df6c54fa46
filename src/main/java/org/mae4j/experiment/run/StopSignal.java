package org.mae4j.experiment.run;

/** Signals that ask a run to stop, by the names and numbers that POSIX gives them. */
public enum StopSignal {
  /** Ctrl-C. */
  INT(2),
  TERM(15);

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /** What a shell tells of a process that this signal ended. */
  int exitCode() {
    return 128 + number;
  }
}
