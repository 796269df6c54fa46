package org.mae4j.sweep.plan;

import org.mae4j.config.check.Checks;

/**
 * When a sweep begins no further candidate.
 *
 * @param candidates in all, 0 for as many as there are
 * @param hours of its candidates in all, of those that run at once counted once; 0 for as many as it takes
 */
public record SweepStop(int candidates, double hours) {
  public SweepStop {
    new Checks()
        .atLeast(0, "candidates", candidates)
        .notNegative("hours", hours)
        .throwIfAny();
  }

  /** Whether a sweep without an end of its own comes to one. */
  boolean ends() {
    return candidates > 0 || hours > 0;
  }
}
