package org.mae4j.data;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;
import org.mae4j.config.ImageShape;
import org.mae4j.config.check.Checks;
import org.mae4j.config.check.InvalidConfigException.Problem;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.extension.NoSettings;

/**
 * A data set that {@code data.source} selects by name. A source states the shape of its images and, where it can, their
 * number before it reads them, and it reads a training and a test set. Limits, the validation split, digests, shuffling
 * and augmentation are the same for all sources.
 *
 * <p>A source whose files can be downloaded implements {@link org.mae4j.data.download.Downloadable}.
 */
public interface DataSource extends Extension {
  /**
   * Returns the source that a configuration selects.
   *
   * @throws org.mae4j.base.UserException if no source has that name
   */
  static DataSource of(DataConfig config) {
    return Extensions.get(DataSource.class, config.source().kind());
  }

  /** Returns whether the images of a configuration have labels that it uses. */
  static boolean hasLabels(DataConfig config) {
    return config.labels() == LabelUse.CLASSES && of(config).labeled(config);
  }

  @Override
  default String point() {
    return "data.source";
  }

  @Override
  default Record defaults() {
    return new NoSettings();
  }

  /** Returns the shape that all images of this source have, or empty if {@code data.image} sets the shape. */
  default Optional<ImageShape> shape() {
    return Optional.empty();
  }

  /** Returns whether the source reads files in {@code data.dir}, which must be set then. */
  default boolean usesDirectory() {
    return true;
  }

  /**
   * Returns whether the images of {@code train} and {@code test} have labels. It is known before the images are read, so
   * that stages that need labels are left out at once.
   */
  default boolean labeled(DataConfig config) {
    return true;
  }

  /**
   * Returns the size of the whole data set if it is known before anything is read. With it, a run that does not fit in
   * memory is refused at once.
   */
  default Optional<DataSize> size(DataConfig config) {
    return Optional.empty();
  }

  /**
   * Reads all images. Two calls with equal configurations return equal images in the same order.
   *
   * @param config selects this source, and has passed {@link #check}
   * @param decoding number of threads for a source that decodes files, and the listener of its progress
   * @throws DataException if files are missing, damaged or of another shape
   */
  SourceSplits read(DataConfig config, Decoding decoding);

  /** Checks that {@code data.dir} is set where it is used, and that {@code data.image} equals a fixed shape. */
  @Override
  default List<Problem> check(Record group, Record settings) {
    DataConfig config = (DataConfig) group;
    Checks checks = new Checks().require(!usesDirectory() || !config.dir().isBlank(), "dir",
        "is required for source " + name(), "source");
    shape().ifPresent(shape -> checks.require(config.image().equals(shape), "image",
        "must be " + shape + " for source " + name() + ", is " + config.image(),
        "image.height", "image.width", "image.channels", "source"));
    return checks.problems();
  }
}
