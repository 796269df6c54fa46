package org.mae4j.data.idx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSize;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.download.DataArchive;
import org.mae4j.data.download.DataFile;
import org.mae4j.data.download.Downloadable;
import org.mae4j.data.download.PublishedFile;

/** A data set of the form of MNIST: gray images of 28 × 28 pixels in ten classes, in four IDX files. */
abstract class PublishedIdxSource implements Downloadable {
  private static final ImageShape SHAPE = new ImageShape(28, 28, 1);
  private static final String TRAIN = "train";
  private static final String TEST = "t10k";
  private static final int IMAGE_HEADER = 16;
  private static final int LABEL_HEADER = 8;

  private final Published published;

  /**
   * What distinguishes a data set of this form.
   *
   * @param files images and labels for training, then those for testing
   * @param classNames names of the classes by label
   * @param train number of training images
   * @param test number of test images
   */
  record Published(String name, String title, List<PublishedFile> files, List<String> classNames, int train, int test) {
    Published(String name, String title, List<PublishedFile> files, List<String> classNames) {
      this(name, title, files, classNames, 60_000, 10_000);
    }
  }

  PublishedIdxSource(Published published) {
    this.published = published;
  }

  /** Returns the four published files at {@code base}, which are named alike, with their MD5 and their sizes. */
  static List<PublishedFile> files(String base, List<String> md5, List<Long> bytes) {
    List<String> names = List.of(IdxImages.imageFile(TRAIN), IdxImages.labelFile(TRAIN), IdxImages.imageFile(TEST),
        IdxImages.labelFile(TEST));
    return List.of(0, 1, 2, 3).stream()
        .map(i -> new PublishedFile(base + names.get(i) + ".gz", md5.get(i), bytes.get(i))).toList();
  }

  @Override
  public final String name() {
    return published.name();
  }

  @Override
  public final String title() {
    return published.title();
  }

  @Override
  public final Path directory() {
    return Path.of("data", published.name());
  }

  @Override
  public final DataArchive archive() {
    return new DataArchive(published.files(), List.of(
        new DataFile(IdxImages.imageFile(TRAIN), IMAGE_HEADER + (long) published.train() * SHAPE.size()),
        new DataFile(IdxImages.labelFile(TRAIN), LABEL_HEADER + published.train()),
        new DataFile(IdxImages.imageFile(TEST), IMAGE_HEADER + (long) published.test() * SHAPE.size()),
        new DataFile(IdxImages.labelFile(TEST), LABEL_HEADER + published.test())));
  }

  /** Checks the sizes of the files that are not compressed. */
  @Override
  public final List<String> defects(Path dir) {
    return DataFile.defects(dir, archive().files().stream()
        .map(file -> IdxFile.find(dir, file.name()).filter(found -> !found.equals(dir.resolve(file.name())))
            .map(compressed -> new DataFile(compressed.getFileName().toString())).orElse(file))
        .toList());
  }

  @Override
  public final Optional<ImageShape> shape() {
    return Optional.of(SHAPE);
  }

  @Override
  public final Optional<DataSize> size(DataConfig config) {
    return Optional.of(new DataSize(SHAPE, published.train(), published.test(), published.classNames().size()));
  }

  @Override
  public final SourceSplits read(DataConfig config, Decoding decoding) {
    Path dir = requireFiles(Path.of(config.dir()));
    return new SourceSplits(read(dir, TRAIN, published.train()), read(dir, TEST, published.test()), 0);
  }

  private ImageSet read(Path dir, String prefix, int expected) {
    IdxImages images = IdxImages.read(dir, prefix);
    if (images.size() != expected) {
      throw new DataException(images.images().file() + ": has " + images.size() + " images, expected " + expected
          + " of " + title() + "; data.source = idx reads any number");
    }
    return images.set(SHAPE, published.classNames());
  }
}
