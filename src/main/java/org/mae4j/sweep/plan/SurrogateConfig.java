package org.mae4j.sweep.plan;

import org.mae4j.config.check.Checks;

/**
 * Settings of the generators that model the results of trials, {@code tpe} and {@code gp}.
 *
 * @param startup number of trials that are sampled evenly before results count, at least 1
 * @param pending how many numbers a trial is older than the latest one whose result it uses, at least 1; more trials
 *     than this do not run at the same time
 */
public record SurrogateConfig(int startup, int pending) {
  public SurrogateConfig {
    new Checks().atLeast(1, "startup", startup).atLeast(1, "pending", pending).throwIfAny();
  }
}
