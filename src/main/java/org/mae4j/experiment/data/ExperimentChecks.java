package org.mae4j.experiment.data;

import org.mae4j.base.UserException;
import org.mae4j.config.AugmentConfig;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;

/** What makes an experiment impossible although each of its settings is possible, found before any work is done. */
public final class ExperimentChecks {
  private ExperimentChecks() {}

  /** @throws UserException if no patch is removed: there is nothing to learn or to measure */
  public static void requireMasking(ExperimentConfig config) {
    int patches = config.model().patches(config.data().image());
    if (config.model().visiblePatches(config.data().image()) == patches) {
      throw new UserException("model.maskRatio: " + config.model().maskRatio() + " removes none of " + patches
          + " patches, so there is nothing to learn from");
    }
  }

  /** @throws UserException naming the keys that do not fit the model or the shape of the images */
  public static void require(ExperimentConfig config) {
    requireReflectable("pretrain", config.pretrain().augment(), config.data().image());
    requireReflectable("finetune", config.finetune().augment(), config.data().image());
  }

  /** @throws UserException naming the batch size that the training images do not fill once */
  public static void require(ExperimentConfig config, ImageSet train) {
    requireFilled("pretrain", config.pretrain().batch(), train);
    requireFilled("finetune", config.finetune().batch(), train);
  }

  private static void requireReflectable(String stage, AugmentConfig augment, ImageShape image) {
    int side = Math.min(image.height(), image.width());
    if (augment.cropPadding() >= side) {
      throw new UserException(stage + ".augment.cropPadding: must be below the image's shorter side (" + side
          + "), is " + augment.cropPadding());
    }
  }

  private static void requireFilled(String stage, BatchConfig batch, ImageSet train) {
    if (train.size() < batch.size()) {
      throw new UserException(stage + ".batch.size: must be at most the number of training images (" + train.size()
          + " without those held out), is " + batch.size());
    }
  }
}
