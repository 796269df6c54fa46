package org.mae4j.data;

import java.util.stream.IntStream;
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
   * Reads what {@code config} names and holds a validation set out. A limit keeps the first images of each class, each
   * class its share, so that experiments with different seeds see the same images.
   *
   * @param splitSeed chooses the images of the validation set
   * @throws DataException if the data is missing, damaged or too small
   */
  public static DataSplits read(DataConfig config, long splitSeed) {
    SourceSplits source = DataSource.of(config).read(config);
    ImageSet training = limited(source.train(), config.trainLimit());
    ImageSet test = limited(source.test(), config.testLimit());
    requireImages(training, 2, "training", "one to learn from and one to hold out for validation");
    requireImages(test, 1, "test", "one to test on");
    boolean[] held = Stratified.heldOut(training, config.validationFraction(), splitSeed);
    return new DataSplits(chosen(training, held, false), chosen(training, held, true), test, source.skipped());
  }

  private static ImageSet limited(ImageSet images, int limit) {
    return limit == 0 || limit >= images.size() ? images : images.subset(Stratified.first(images, limit));
  }

  private static void requireImages(ImageSet images, int least, String split, String reason) {
    int[] counts = images.classCounts();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < least) {
        throw new DataException("class " + images.classNames().get(c) + ": expected at least " + least + " " + split
            + " image" + (least == 1 ? "" : "s") + " (" + reason + "), found " + counts[c]);
      }
    }
  }

  private static ImageSet chosen(ImageSet images, boolean[] held, boolean wanted) {
    return images.subset(IntStream.range(0, held.length).filter(i -> held[i] == wanted).toArray());
  }
}
