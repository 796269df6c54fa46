package org.mae4j.config;

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
    int validationImages,
    int validateEvery,
    int logEvery) {

  public PretrainConfig {
    new Checks()
        .require(epochs >= 1, "epochs", "must be at least 1, is " + epochs)
        .require(validationImages >= 0, "validationImages", "must not be negative, is " + validationImages)
        .require(validateEvery >= 1, "validateEvery", "must be at least 1, is " + validateEvery)
        .require(logEvery >= 1, "logEvery", "must be at least 1, is " + logEvery)
        .throwIfAny();
  }
}
