package org.mae4j.sweep.execution;

import java.util.OptionalInt;
import org.mae4j.sweep.generator.TrialGenerator;
import org.mae4j.sweep.plan.SweepPlan;

/** When a sweep begins no further candidate. */
public record StopCondition(SweepPlan plan) {
  private static final double HOUR = 3600;

  /** TrialGenerator that there will be at most; empty where time alone ends the sweep. */
  public OptionalInt total() {
    int limit = plan.sweep().stop().candidates();
    double total = limit == 0 ? plan.parameters().size() : Math.min(limit, plan.parameters().size());
    return total <= Integer.MAX_VALUE ? OptionalInt.of((int) total) : OptionalInt.empty();
  }

  /**
   * Whether there may be a candidate {@code number}, time apart.
   *
   * @param different candidates before it, of which none equals another
   */
  boolean allow(int number, int different) {
    int limit = plan.sweep().stop().candidates();
    return (limit == 0 || number <= limit) && different < plan.parameters().size();
  }

  /** Seconds that the sweep may still take; infinite where time does not end it. */
  public double secondsLeft(double candidateSeconds) {
    double hours = plan.sweep().stop().hours();
    return hours == 0 ? Double.POSITIVE_INFINITY : hours * HOUR - candidateSeconds / plan.sweep().parallel();
  }

  /** Share of its time that the sweep has taken; 0 where time does not end it. */
  public double shareOfTime(double candidateSeconds) {
    double hours = plan.sweep().stop().hours();
    return hours == 0 ? 0 : candidateSeconds / plan.sweep().parallel() / (hours * HOUR);
  }
}
