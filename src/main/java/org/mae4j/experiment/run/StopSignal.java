package org.mae4j.experiment.run;

/** The signals that stop a run, with their POSIX names and numbers. */
public enum StopSignal {
  /** Ctrl-C. */
  INT(2),
  TERM(15);

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /** Returns the exit code that a shell reports for a process that the signal ended. */
  int exitCode() {
    return 128 + number;
  }
}
