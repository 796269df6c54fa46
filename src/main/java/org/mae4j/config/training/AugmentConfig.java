package org.mae4j.config.training;

import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;

/**
 * Random augmentation of training images.
 *
 * @param cropPadding pixels of reflected border into which a random crop can shift the image, 0 for no crop
 * @param flip whether each image is mirrored horizontally with probability 1/2
 * @param randomErasing probability that a random rectangle is filled with noise, in [0, 1]
 * @param resizedCrop random crop that is enlarged to the size of the image; excludes {@code cropPadding}
 * @param colorJitter random changes of the colors
 */
public record AugmentConfig(int cropPadding, boolean flip, @RenamedFrom("erasing") double randomErasing,
    ResizedCropConfig resizedCrop, ColorJitterConfig colorJitter) {
  public AugmentConfig {
    new Checks()
        .atLeast(0, "cropPadding", cropPadding)
        .require(cropPadding <= 0 || !resizedCrop.isOn(), "cropPadding",
            "must be 0 with resizedCrop.scale, is " + cropPadding + "; use one of the two crops", "resizedCrop.scale")
        .require(randomErasing >= 0 && randomErasing <= 1, "randomErasing",
            "must lie in [0, 1], is " + randomErasing)
        .throwIfAny();
  }
}
