package org.mae4j.config;

import java.util.Locale;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;

/**
 * The groups of a configuration that describe a training: its epochs, its batches, its optimizer, its augmentation and the
 * size of its images.
 */
public enum TrainingGroup {
  PRETRAIN,
  FINETUNE;

  /** Returns the name of the group, such as {@code pretrain}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the configuration key of the number of epochs. */
  public String epochsKey() {
    return key() + ".epochs";
  }

  public int epochs(ExperimentConfig config) {
    return this == PRETRAIN ? config.pretrain().epochs() : config.finetune().epochs();
  }

  public BatchConfig batch(ExperimentConfig config) {
    return this == PRETRAIN ? config.pretrain().batch() : config.finetune().batch();
  }

  public OptimizerConfig optimizer(ExperimentConfig config) {
    return this == PRETRAIN ? config.pretrain().optimizer() : config.finetune().optimizer();
  }

  /** Returns the decay of the average of the weights, 0 for no average. */
  public double ema(ExperimentConfig config) {
    return this == PRETRAIN ? config.pretrain().ema() : config.finetune().ema();
  }

  public ResolutionConfig resolution(ExperimentConfig config) {
    return this == PRETRAIN ? config.pretrain().resolution() : config.finetune().resolution();
  }

  public AugmentConfig augment(ExperimentConfig config) {
    return this == PRETRAIN ? config.pretrain().augment() : config.finetune().augment();
  }
}
