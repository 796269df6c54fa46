package org.mae4j.data;

import java.util.Optional;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;

/**
 * The size of a data set, or of the part of it that an experiment reads.
 *
 * @param shape shape of every image
 * @param train number of training images, labeled or not, validation images included
 * @param test number of test images
 * @param classes number of classes, 0 if the images have no labels
 */
public record DataSize(ImageShape shape, int train, int test, int classes) {
  /** Returns the size of data that has been read. */
  public static DataSize of(DataSplits data) {
    return new DataSize(data.train().shape(), data.pretrain().size() + data.validation().size(), data.test().size(),
        data.train().classNames().size());
  }

  /** Returns how much of its source a configuration reads, or empty if that is not known before reading. */
  public static Optional<DataSize> expected(DataConfig config) {
    return DataSource.of(config).size(config).map(whole -> new DataSize(whole.shape,
        limited(whole.train, config.trainLimit()), limited(whole.test, config.testLimit()),
        DataSource.hasLabels(config) ? whole.classes : 0));
  }

  private static int limited(int images, int limit) {
    return limit == 0 ? images : Math.min(limit, images);
  }

  /** Returns the number of bytes of all images in memory. */
  public long imageBytes() {
    return ((long) train + test) * shape.size();
  }
}
