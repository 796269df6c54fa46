package org.mae4j.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.config.DataConfig;

/**
 * The images of an experiment. Models are selected on {@code validation} and evaluated once on {@code test}.
 *
 * @param pretrain images that pre-training sees: all training images, labeled or not
 * @param train images that probes, fine-tuning and training from scratch see; {@code pretrain} if no image has a label
 * @param validation validation images, the same fraction of the training images of each class
 * @param test test images of the data set, or images that were split off its training images
 * @param skipped number of files that were left out because they are unreadable or have another shape
 * @param unlabeled images of {@code pretrain} that are not in {@code train}; empty if there are none
 * @param notes what else the source left out or changed, one line each
 */
public record DataSplits(ImageSet pretrain, ImageSet train, ImageSet validation, ImageSet test, int skipped,
    Optional<ImageSet> unlabeled, List<String> notes) {
  /** Runs with different seeds are measured on the same images. */
  private static final long TEST_SEED = 1;

  /**
   * Reads the data of a configuration and splits off test images, if the source has none, and validation images. A limit
   * keeps the first images of each class in proportion to the sizes of the classes, so that experiments with different
   * seeds use the same images.
   *
   * @param seeds seeds that choose the validation images and the labeled images that are used
   * @throws DataException if the data is missing, damaged or too small
   */
  public static DataSplits read(DataConfig config, SplitSeeds seeds, Decoding decoding) {
    return of(config, CheckedSource.read(config, decoding), seeds);
  }

  static DataSplits of(DataConfig config, SourceSplits source, SplitSeeds seeds) {
    boolean labeled = DataSource.hasLabels(config);
    if (labeled && !source.train().isLabeled()) {
      throw new DataException("data.labels: source " + config.source().kind() + " has training images without labels; "
          + "set data.labels = none");
    }
    DataSplits splits =
        validated(config, LimitedSplits.of(config, source, TEST_SEED), source.notes(), seeds.validation());
    return labeled ? splits.withLabels(config.labeledFraction(), seeds.labeled()) : splits.withoutLabels();
  }

  private static DataSplits validated(DataConfig config, LimitedSplits source, List<String> notes, long seed) {
    boolean[] validation = Stratified.part(source.train(), config.validationFraction(), seed);
    ImageSet train = source.train().subset(validation, false);
    return new DataSplits(source.unlabeled().map(train::joined).orElse(train), train,
        source.train().subset(validation, true), source.test(), source.skipped(), source.unlabeled(), notes);
  }

  /** Returns the splits with the labels of a fraction of the training images of each class. */
  private DataSplits withLabels(double fraction, long seed) {
    boolean[] used = Stratified.representatives(train, fraction, seed);
    ImageSet unused = train.subset(used, false).withoutLabels();
    Optional<ImageSet> others =
        unused.size() == 0 ? unlabeled : Optional.of(unlabeled.map(unused::joined).orElse(unused));
    return new DataSplits(pretrain, train.subset(used, true), validation, test, skipped, others, notes);
  }

  private DataSplits withoutLabels() {
    ImageSet all = pretrain.withoutLabels();
    return new DataSplits(all, all, validation.withoutLabels(), test.withoutLabels(), skipped, Optional.empty(),
        notes);
  }

  /** Returns the splits that share no image, by their names in the files of a run, in the order of tables. */
  public Map<String, ImageSet> byName() {
    Map<String, ImageSet> splits = new LinkedHashMap<>();
    splits.put("train", train);
    unlabeled.ifPresent(images -> splits.put("unlabeled", images));
    splits.put("validation", validation);
    splits.put("test", test);
    return splits;
  }

  /** Returns whether the images of {@code train}, {@code validation} and {@code test} have labels. */
  public boolean labeled() {
    return train.isLabeled();
  }
}
