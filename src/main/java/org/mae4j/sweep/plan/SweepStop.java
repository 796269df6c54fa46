package org.mae4j.sweep.plan;

import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;

/**
 * When a sweep starts no further trial.
 *
 * @param trials number of trials, at least 0; 0 for no limit
 * @param hours total duration of the trials divided by the number of parallel trials, at least 0; 0 for no limit
 */
public record SweepStop(@RenamedFrom("candidates") int trials, double hours) {
  public SweepStop {
    new Checks()
        .atLeast(0, "trials", trials)
        .notNegative("hours", hours)
        .throwIfAny();
  }

  /** Returns whether there is a limit. */
  boolean ends() {
    return trials > 0 || hours > 0;
  }
}
