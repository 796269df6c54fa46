package org.mae4j.sweep.plan;

import org.mae4j.config.check.Checks;

/**
 * Settings of the generator {@code tpe}.
 *
 * @param startup number of trials that are sampled evenly before results count, at least 1
 * @param pending how many numbers a trial is older than the latest one whose result it uses, at least 1; more trials
 *     than this do not run at the same time
 */
public record TpeConfig(int startup, int pending) {
  public TpeConfig {
    new Checks().atLeast(1, "startup", startup).atLeast(1, "pending", pending).throwIfAny();
  }
}
