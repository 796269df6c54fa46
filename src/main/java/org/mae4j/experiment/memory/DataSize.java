package org.mae4j.experiment.memory;

import java.util.Optional;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataSplits;
import org.mae4j.data.cifar.Cifar10RecordReader;

/**
 * How much an experiment reads.
 *
 * @param shape of every image
 * @param train training images, those held out for validation included
 * @param test test images
 * @param classes that images belong to
 */
public record DataSize(ImageShape shape, int train, int test, int classes) {
  /** Both official sets have ten. */
  private static final int CLASSES = 10;

  public static DataSize of(DataSplits data) {
    return new DataSize(data.train().shape(), data.train().size() + data.validation().size(), data.test().size(),
        data.train().classNames().size());
  }

  /** What {@code config} names, before it is read; empty for a folder, which may hold any number of images. */
  public static Optional<DataSize> expected(DataConfig config) {
    return switch (config.source()) {
      case EMBEDDED -> Optional.of(limited(config, config.embedded().train(), config.embedded().test()));
      case CIFAR10 -> Optional.of(limited(config, Cifar10RecordReader.TRAIN_IMAGES, Cifar10RecordReader.TEST_IMAGES));
      case FOLDER -> Optional.empty();
    };
  }

  /** Bytes of all images in memory. */
  long imageBytes() {
    return ((long) train + test) * shape.size();
  }

  private static DataSize limited(DataConfig config, int train, int test) {
    return new DataSize(config.image(), atMost(config.trainLimit(), train), atMost(config.testLimit(), test), CLASSES);
  }

  private static int atMost(int limit, int images) {
    return limit == 0 ? images : Math.min(limit, images);
  }
}
