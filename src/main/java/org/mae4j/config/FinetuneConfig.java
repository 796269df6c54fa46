package org.mae4j.config;

import java.util.stream.Stream;
import org.mae4j.config.check.Checks;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;

/**
 * Fine-tuning of the encoder with a linear classifier. Training from scratch, its control, has the same settings,
 * but for the layer decay.
 *
 * @param epochs number of passes over the training images, at least 1
 * @param batch images per step
 * @param optimizer optimizer and its learning rate schedule
 * @param layerDecay factor on the learning rate from each layer to the layer below it in fine-tuning, in (0, 1]
 * @param scratchLayerDecay the same in training from scratch, in (0, 1]
 * @param dropPath probability that a residual branch of the last block is skipped for an image, in [0, 1); it grows
 *     linearly from 0 at the first block; an only block has it, too
 * @param keep fraction of the patches of an image, drawn anew in each epoch, that training encodes, in (0, 1]; evaluation
 *     encodes all (PatchDropout, arXiv 2208.07220)
 * @param reconstruction weight of the mean squared error of the patches that {@code keep} drops, which a decoder predicts
 *     from the others, beside the cross-entropy, at least 0; 0 for no reconstruction
 * @param labelSmoothing fraction of the target that is spread evenly over all classes, in [0, 1)
 * @param mixup alpha of the Beta distribution that weights two mixed images, at least 0; 0 for no mixup
 * @param cutmix alpha of the Beta distribution of the area that is pasted from another image, at least 0; 0 for
 *     no CutMix
 * @param augment augmentation of the training images
 * @param logEvery steps between two rows of {@code metrics.csv}, at least 1
 * @param ema decay per step of the exponential moving average of the weights, by which the classifier is validated and
 *     which it becomes, in [0, 1); 0 for no average
 * @param resolution smaller images in the first part of the training
 */
public record FinetuneConfig(
    int epochs,
    BatchConfig batch,
    OptimizerConfig optimizer,
    double layerDecay,
    double scratchLayerDecay,
    double dropPath,
    double keep,
    double reconstruction,
    double labelSmoothing,
    double mixup,
    double cutmix,
    AugmentConfig augment,
    int logEvery,
    double ema,
    ResolutionConfig resolution) {

  private static final String ONE_IMAGE =
      "mixes the images of a micro-batch; set batch.microBatch to at least 2, or this to 0";

  public FinetuneConfig {
    new Checks()
        .atLeast(1, "epochs", epochs)
        .fraction("layerDecay", layerDecay)
        .fraction("scratchLayerDecay", scratchLayerDecay)
        .share("dropPath", dropPath)
        .fraction("keep", keep)
        .notNegative("reconstruction", reconstruction)
        .share("labelSmoothing", labelSmoothing)
        .notNegative("mixup", mixup)
        .notNegative("cutmix", cutmix)
        .require(mixup == 0 || batch.microBatch() > 1, "mixup", ONE_IMAGE)
        .require(cutmix == 0 || batch.microBatch() > 1, "cutmix", ONE_IMAGE)
        .atLeast(1, "logEvery", logEvery)
        .decay("ema", ema)
        .throwIfAny();
  }

  /** Returns the number of patches of an image that training encodes, at least 1. @param patches of an image */
  public int keptPatches(int patches) {
    return (int) Math.max(1, Math.round(keep * patches));
  }

  /** Adds a problem to {@code checks} for each size of the images at which there is no dropped patch to reconstruct. */
  void requireDropped(Checks checks, ImageShape image, ModelConfig model) {
    Stream.concat(Stream.of(1.0), resolution.scales().stream()).forEach(scale -> {
      int patches = model.patches(image.scaled(scale));
      checks.require(reconstruction == 0 || keptPatches(patches) < patches, "finetune.reconstruction",
          "is " + reconstruction + ", but finetune.keep = " + keep + " drops none of " + patches
              + " patches that could be reconstructed; use a smaller finetune.keep",
          "finetune.keep", "finetune.resolution.scales", "model.patch");
    });
  }
}
