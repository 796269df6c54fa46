package org.mae4j.sweep.execution;

import java.util.OptionalInt;
import org.mae4j.sweep.plan.SweepPlan;

/** Decides when a sweep starts no further trial. */
public record StopCondition(SweepPlan plan) {
  private static final double HOUR = 3600;

  /** Returns the maximum number of trials with different parameters; empty if only the time limits the sweep. */
  public OptionalInt maxTrials() {
    int limit = plan.sweep().stop().trials();
    double max = limit == 0 ? plan.size() : Math.min(limit, plan.size());
    return max <= Integer.MAX_VALUE ? OptionalInt.of((int) max) : OptionalInt.empty();
  }

  /**
   * Returns whether another trial may start, ignoring the time limit. A trial that repeats an earlier one costs nothing
   * and does not count.
   *
   * @param different number of earlier trials with different parameters
   */
  boolean allows(int different) {
    int limit = plan.sweep().stop().trials();
    return (limit == 0 || different < limit) && different < plan.size();
  }

  /** Returns the remaining seconds; infinite without a time limit. @param trialSeconds total duration of all trials */
  public double secondsLeft(double trialSeconds) {
    return secondsLeft(plan.sweep().stop().hours(), plan.sweep().parallel(), trialSeconds);
  }

  /**
   * Returns the remaining seconds; infinite without a time limit.
   *
   * @param hours limit of the time; 0 for none
   * @param parallel number of trials at the same time
   * @param trialSeconds total duration of all trials
   */
  public static double secondsLeft(double hours, int parallel, double trialSeconds) {
    return hours == 0 ? Double.POSITIVE_INFINITY : hours * HOUR - trialSeconds / parallel;
  }

  /** Returns the used fraction of the time limit; 0 without one. @param trialSeconds total duration of all trials */
  public double timeFraction(double trialSeconds) {
    double hours = plan.sweep().stop().hours();
    return hours == 0 ? 0 : trialSeconds / plan.sweep().parallel() / (hours * HOUR);
  }
}
