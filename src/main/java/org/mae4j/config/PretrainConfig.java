package org.mae4j.config;

import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.DefinesReconstruction;

/**
 * Pre-training by reconstruction.
 *
 * @param epochs passes over the training images, at least 1
 * @param batch images a step
 * @param optimizer AdamW and its schedule
 * @param augment of the training images
 * @param validationImages held-out images whose masked MSE is measured after an epoch, 0 for all
 * @param validateEvery epochs between two measurements, at least 1; the last epoch is always measured
 * @param logEvery steps between two logged rows, at least 1
 */
public record PretrainConfig(
    int epochs,
    BatchConfig batch,
    OptimizerConfig optimizer,
    AugmentConfig augment,
    @DefinesReconstruction int validationImages,
    int validateEvery,
    int logEvery) {

  public PretrainConfig {
    new Checks()
        .atLeast(1, "epochs", epochs)
        .atLeast(0, "validationImages", validationImages)
        .atLeast(1, "validateEvery", validateEvery)
        .atLeast(1, "logEvery", logEvery)
        .throwIfAny();
  }
}
