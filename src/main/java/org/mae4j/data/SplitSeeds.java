package org.mae4j.data;

import org.mae4j.base.RandomStream;
import org.mae4j.config.ExperimentConfig;

/**
 * The seeds that choose the images of splits.
 *
 * @param validation seed that chooses the validation images
 * @param labeled seed that chooses the labeled training images that are used
 */
public record SplitSeeds(long validation, long labeled) {
  /** Returns the seeds of an experiment. */
  public static SplitSeeds of(ExperimentConfig config) {
    return new SplitSeeds(config.seedOf(RandomStream.SPLIT), config.seedOf(RandomStream.LABELED));
  }
}
