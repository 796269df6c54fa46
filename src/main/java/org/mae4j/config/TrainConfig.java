package org.mae4j.config;

import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.WithoutEffect;

/**
 * What holds for every training.
 *
 * @param checkpointSeconds between two checkpoints of a training under way, 0 for one after every step; when they are
 *     written changes no outcome
 * @param maxSkips steps whose loss or gradient is not finite that a training may pass over, in all
 */
public record TrainConfig(@WithoutEffect int checkpointSeconds, int maxSkips) {
  public TrainConfig {
    new Checks()
        .atLeast(0, "checkpointSeconds", checkpointSeconds)
        .atLeast(0, "maxSkips", maxSkips)
        .throwIfAny();
  }
}
