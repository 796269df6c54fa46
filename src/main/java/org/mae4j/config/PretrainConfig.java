package org.mae4j.config;

import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.DefinesReconstruction;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;

/**
 * Pre-training by reconstruction of masked patches.
 *
 * @param epochs number of passes over the training images, at least 1
 * @param batch images per step
 * @param optimizer optimizer and its learning rate schedule
 * @param augment augmentation of the training images
 * @param validationImages number of validation images on which the reconstruction error is measured, 0 for all
 * @param validateEvery epochs between two measurements on validation images, at least 1; the last epoch is always
 *     measured
 * @param logEvery steps between two rows of {@code metrics.csv}, at least 1
 * @param ema decay per step of the exponential moving average of the weights, by which the autoencoder is validated and
 *     which it becomes, in [0, 1); 0 for no average
 * @param resolution smaller images in the first part of the training
 */
public record PretrainConfig(
    int epochs,
    BatchConfig batch,
    OptimizerConfig optimizer,
    AugmentConfig augment,
    @DefinesReconstruction int validationImages,
    int validateEvery,
    int logEvery,
    double ema,
    ResolutionConfig resolution) {

  public PretrainConfig {
    new Checks()
        .atLeast(1, "epochs", epochs)
        .atLeast(0, "validationImages", validationImages)
        .atLeast(1, "validateEvery", validateEvery)
        .atLeast(1, "logEvery", logEvery)
        .decay("ema", ema)
        .throwIfAny();
  }
}
