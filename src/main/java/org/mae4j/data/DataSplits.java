package org.mae4j.data;

import java.util.stream.IntStream;
import org.mae4j.config.DataConfig;

/**
 * The images of an experiment. Models are selected on {@code validation} and evaluated once on {@code test}.
 *
 * @param train training images
 * @param validation validation images, the same fraction of the training images of each class
 * @param test test images of the data set
 * @param skipped number of files that were left out because they are unreadable or have another shape
 */
public record DataSplits(ImageSet train, ImageSet validation, ImageSet test, int skipped) {

  /**
   * Reads the data of a configuration and splits off validation images. A limit keeps the first images of each class in
   * proportion to the sizes of the classes, so that experiments with different seeds use the same images.
   *
   * @param splitSeed seed that selects the validation images
   * @throws DataException if the data is missing, damaged or too small
   */
  public static DataSplits read(DataConfig config, long splitSeed) {
    SourceSplits source = DataSource.of(config).read(config);
    ImageSet training = limited(source.train(), config.trainLimit());
    ImageSet test = limited(source.test(), config.testLimit());
    requireImages(training, 2, "training", "one for training and one for validation",
        limit("trainLimit", config.trainLimit(), source.train()));
    requireImages(test, 1, "test", "one for testing", limit("testLimit", config.testLimit(), source.test()));
    boolean[] validation = Stratified.validation(training, config.validationFraction(), splitSeed);
    return new DataSplits(chosen(training, validation, false), chosen(training, validation, true), test,
        source.skipped());
  }

  private static ImageSet limited(ImageSet images, int limit) {
    return limit == 0 || limit >= images.size() ? images : images.subset(Stratified.first(images, limit));
  }

  /** Returns the setting that keeps only some of the images as the end of a message; empty if all are kept. */
  private static String limit(String key, int limit, ImageSet all) {
    return limit == 0 || limit >= all.size() ? ""
        : "; data." + key + " = " + limit + " keeps " + limit + " of " + all.size() + " images, increase it";
  }

  private static void requireImages(ImageSet images, int least, String split, String reason, String limit) {
    int[] counts = images.classCounts();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < least) {
        throw new DataException("class " + images.classNames().get(c) + ": expected at least " + least + " " + split
            + " image" + (least == 1 ? "" : "s") + " (" + reason + "), found " + counts[c] + limit);
      }
    }
  }

  private static ImageSet chosen(ImageSet images, boolean[] validation, boolean wanted) {
    return images.subset(IntStream.range(0, validation.length).filter(i -> validation[i] == wanted).toArray());
  }
}
