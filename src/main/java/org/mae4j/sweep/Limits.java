package org.mae4j.sweep;

import java.util.OptionalInt;
import org.mae4j.config.Space;
import org.mae4j.config.SweepPlan;

/** When a sweep begins no further candidate. */
record Limits(SweepPlan plan) {
  private static final double HOUR = 3600;

  /** Candidates that there will be at most; empty where time alone ends the sweep. */
  OptionalInt total() {
    int limit = plan.sweep().stop().candidates();
    double total = limit == 0 ? combinations() : Math.min(limit, combinations());
    return total <= Integer.MAX_VALUE ? OptionalInt.of((int) total) : OptionalInt.empty();
  }

  /**
   * Whether there may be a candidate {@code number}, time apart.
   *
   * @param different candidates before it, of which none equals another
   */
  boolean allow(int number, int different) {
    int limit = plan.sweep().stop().candidates();
    return (limit == 0 || number <= limit) && different < combinations();
  }

  /** How many different candidates there are. */
  private double combinations() {
    return plan.parameters().values().stream()
        .mapToDouble(space -> space instanceof Space.Finite finite ? finite.size() : Double.POSITIVE_INFINITY)
        .reduce(1, (a, b) -> a * b);
  }

  /** Seconds that the sweep may still take; infinite where time does not end it. */
  double secondsLeft(double candidateSeconds) {
    double hours = plan.sweep().stop().hours();
    return hours == 0 ? Double.POSITIVE_INFINITY : hours * HOUR - candidateSeconds / plan.sweep().parallel();
  }

  /** Share of its time that the sweep has taken; 0 where time does not end it. */
  double shareOfTime(double candidateSeconds) {
    double hours = plan.sweep().stop().hours();
    return hours == 0 ? 0 : candidateSeconds / plan.sweep().parallel() / (hours * HOUR);
  }
}
