package org.mae4j.data;

import org.mae4j.config.DataConfig;

/**
 * A data set, split for an experiment: models are selected on {@code validation} and reported once on {@code test}.
 *
 * @param train images to learn from
 * @param validation held out from the training images, the same share of each class
 * @param test images of the data set's own test split
 * @param skipped files that were left out as unreadable or wrong-sized, where the configuration allows that
 */
public record DataSplits(ImageSet train, ImageSet validation, ImageSet test, int skipped) {

  /**
   * Reads what {@code config} names, keeps its limits' share of each class, and holds a validation set out.
   *
   * @param splitSeed chooses the images of the validation set
   * @throws DataException if the data is missing, damaged or too small
   */
  public static DataSplits read(DataConfig config, long splitSeed) {
    throw new UnsupportedOperationException("not read yet");
  }
}
