package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * Training of encoder and classifier together; also the schedule of the control without pre-training.
 *
 * @param epochs passes over the training images, at least 1
 * @param batch images a step
 * @param optimizer AdamW and its schedule
 * @param layerDecay factor on the learning rate from each block to the one before it, in (0, 1]
 * @param dropPath share of images for which the last block is skipped, growing linearly from 0 at the first; in [0, 1)
 * @param labelSmoothing share of the target spread over all classes, in [0, 1)
 * @param mixup alpha of the Beta distribution that mixes two images, 0 for none
 * @param cutmix alpha of the Beta distribution that pastes a rectangle of another image, 0 for none
 * @param augment of the training images
 * @param logEvery steps between two logged rows, at least 1
 */
public record FinetuneConfig(
    int epochs,
    BatchConfig batch,
    OptimizerConfig optimizer,
    double layerDecay,
    double dropPath,
    double labelSmoothing,
    double mixup,
    double cutmix,
    AugmentConfig augment,
    int logEvery) {

  public FinetuneConfig {
    new Checks()
        .atLeast(1, "epochs", epochs)
        .require(layerDecay > 0 && layerDecay <= 1, "layerDecay", "must lie in (0, 1], is " + layerDecay)
        .share("dropPath", dropPath)
        .share("labelSmoothing", labelSmoothing)
        .notNegative("mixup", mixup)
        .notNegative("cutmix", cutmix)
        .atLeast(1, "logEvery", logEvery)
        .throwIfAny();
  }
}
