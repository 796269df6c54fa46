package org.mae4j.data;

import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.pixel.PixelStore;

/**
 * The size of a data set, or of the part of it that an experiment reads.
 *
 * @param shape shape of every image
 * @param train number of training images, labeled or not, validation images included
 * @param labeled number of those training images that have labels which are used, validation images included
 * @param test number of test images
 * @param classes number of classes, 0 if the images have no labels
 * @param heapBytes bytes of images on the Java heap; images in a file of the cache take none
 */
public record DataSize(ImageShape shape, int train, int labeled, int test, int classes, long heapBytes) {
  /** Makes the size of labeled images on the Java heap. */
  public DataSize(ImageShape shape, int train, int test, int classes) {
    this(shape, train, train, test, classes, ((long) train + test) * shape.size());
  }

  /** Returns the size of data that has been read. */
  public static DataSize of(DataSplits data) {
    long heapBytes = Stream.of(data.pretrain(), data.validation(), data.test())
        .flatMap(images -> images.pixels().parts().stream()).distinct().mapToLong(PixelStore::heapBytes).sum();
    return new DataSize(data.train().shape(), data.pretrain().size() + data.validation().size(),
        data.labeled() ? data.train().size() + data.validation().size() : 0, data.test().size(),
        data.train().classNames().size(), heapBytes);
  }

  /** Returns how much of its source a configuration reads, or empty if that is not known before reading. */
  public static Optional<DataSize> expected(DataConfig config) {
    return DataSource.of(config).size(config).map(whole -> {
      int main = whole.labeled == 0 ? whole.train : whole.labeled;
      int split = (int) Math.round(config.testFraction() * main);
      int labeled = limited(main - split, config.trainLimit());
      int train = labeled + limited(whole.train - main, config.trainLimit());
      int test = limited(whole.test + split, config.testLimit());
      boolean labels = DataSource.hasLabels(config);
      return new DataSize(whole.shape, train, labels ? used(config, labeled) : 0, test, labels ? whole.classes : 0,
          whole.heapBytes);
    });
  }

  /** Returns how many of some labeled images are used, validation images included. */
  private static int used(DataConfig config, int labeled) {
    double unused = (1 - config.labeledFraction()) * (1 - config.validationFraction());
    return labeled - (int) (unused * labeled);
  }

  private static int limited(int images, int limit) {
    return limit == 0 ? images : Math.min(limit, images);
  }

  /** Returns the number of bytes of all images, on the Java heap or in a file of the cache. */
  public long imageBytes() {
    return ((long) train + test) * shape.size();
  }
}
