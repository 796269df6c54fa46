package org.mae4j.config;

import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;

/**
 * Random augmentation of training images.
 *
 * @param cropPadding pixels of reflected border into which a random crop can shift the image, 0 for no crop
 * @param flip whether each image is mirrored horizontally with probability 1/2
 * @param randomErasing probability that a random rectangle is filled with noise, in [0, 1]
 */
public record AugmentConfig(int cropPadding, boolean flip, @RenamedFrom("erasing") double randomErasing) {
  public AugmentConfig {
    new Checks()
        .atLeast(0, "cropPadding", cropPadding)
        .require(randomErasing >= 0 && randomErasing <= 1, "randomErasing",
            "must lie in [0, 1], is " + randomErasing)
        .throwIfAny();
  }
}
