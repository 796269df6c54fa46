package org.mae4j.config.training;

import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.WithoutEffect;

/**
 * Settings of pre-training and fine-tuning.
 *
 * @param checkpointSeconds seconds between two checkpoints from which training can resume, 0 for one after each step
 * @param maxSkips number of steps with a loss or gradient that is not finite that one training may skip before it
 *     fails, at least 0
 */
public record TrainConfig(@WithoutEffect int checkpointSeconds, int maxSkips) {
  public TrainConfig {
    new Checks()
        .atLeast(0, "checkpointSeconds", checkpointSeconds)
        .atLeast(0, "maxSkips", maxSkips)
        .throwIfAny();
  }
}
