package org.mae4j.data;

import java.util.Optional;
import org.mae4j.config.DataConfig;

/**
 * The images of a source that a configuration uses, before validation images are split off.
 *
 * @param train training images of which each class has at least two, if they have labels
 * @param unlabeled further training images
 * @param test test images of which each class has at least one, if they have labels
 * @param skipped number of files that the source left out
 */
record LimitedSplits(ImageSet train, Optional<ImageSet> unlabeled, ImageSet test, int skipped) {

  /**
   * Returns the images of a source within the limits of a configuration.
   *
   * @param testSeed seed that chooses test images if they are split off
   * @throws DataException if a class has too few images, or there are no test images
   */
  static LimitedSplits of(DataConfig config, SourceSplits source, long testSeed) {
    SourceSplits whole = withTest(config, source, testSeed);
    ImageSet test = whole.test().orElseThrow();
    LimitedSplits limited = new LimitedSplits(limited(whole.train(), config.trainLimit()),
        whole.unlabeled().map(images -> limited(images, config.trainLimit())), limited(test, config.testLimit()),
        whole.skipped());
    boolean labeled = DataSource.hasLabels(config);
    requireImages(limited.train, labeled, 2, "training", "one for training and one for validation",
        limit("trainLimit", config.trainLimit(), whole.train()));
    requireImages(limited.test, labeled, 1, "test", "one for testing", limit("testLimit", config.testLimit(), test));
    return limited;
  }

  /** Returns splits that have test images: those of the source, or some of its training images. */
  private static SourceSplits withTest(DataConfig config, SourceSplits source, long seed) {
    if (config.testFraction() == 0 && source.test().isEmpty()) {
      throw new DataException("data.testFraction: source " + config.source().kind() + " has no test images; "
          + "set data.testFraction, for example to 0.1, to split some off the training images");
    }
    if (config.testFraction() == 0) {
      return source;
    }
    if (source.test().isPresent()) {
      throw new DataException("data.testFraction: source " + config.source().kind() + " has test images of its own; "
          + "remove data.testFraction");
    }
    boolean[] test = Stratified.part(source.train(), config.testFraction(), seed);
    return new SourceSplits(source.train().subset(test, false), source.unlabeled(),
        Optional.of(source.train().subset(test, true)), source.skipped(), source.notes());
  }

  private static ImageSet limited(ImageSet images, int limit) {
    return limit == 0 || limit >= images.size() ? images : images.subset(Stratified.first(images, limit));
  }

  /** Returns the setting that keeps only some of the images as the end of a message; empty if all are kept. */
  private static String limit(String key, int limit, ImageSet all) {
    return limit == 0 || limit >= all.size() ? ""
        : "; data." + key + " = " + limit + " keeps " + limit + " of " + all.size() + " images, increase it";
  }

  private static void requireImages(ImageSet images, boolean labeled, int least, String split, String reason,
      String limit) {
    int[] counts = labeled ? images.classCounts() : new int[] {images.size()};
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < least) {
        throw new DataException((labeled ? "class " + images.classNames().get(c) + ": " : "")
            + "expected at least " + least + " " + split + " image" + (least == 1 ? "" : "s") + " (" + reason
            + "), found " + counts[c] + limit);
      }
    }
  }
}
