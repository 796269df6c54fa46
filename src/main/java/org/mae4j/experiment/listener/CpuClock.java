package org.mae4j.experiment.listener;

import java.util.function.DoubleSupplier;

/** The CPU time of a training in seconds, with the time before an interruption. */
final class CpuClock {
  private final DoubleSupplier run;
  private final double start;
  private double before;

  /** @param run CPU time of the run so far in seconds */
  CpuClock(DoubleSupplier run) {
    this.run = run;
    this.start = run.getAsDouble();
  }

  /** Continues after {@code seconds}; NaN if they are not known. */
  void resumeAt(double seconds) {
    before = seconds;
  }

  /** Returns the time so far; NaN if the time before an interruption is not known. */
  double seconds() {
    return before + run.getAsDouble() - start;
  }
}
