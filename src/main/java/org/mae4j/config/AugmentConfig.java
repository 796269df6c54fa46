package org.mae4j.config;

import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;

/**
 * What is done to a training image before it is seen.
 *
 * @param cropPadding pixels of reflected border that a random crop may shift into, 0 for no crop
 * @param flip mirror every second image, at random
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
