package org.mae4j.data.tinyimagenet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataSize;
import org.mae4j.data.Decoding;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.download.DataArchive;
import org.mae4j.data.download.DataFile;
import org.mae4j.data.download.Downloadable;
import org.mae4j.data.download.PublishedFile;

/**
 * Tiny ImageNet: JPEG files of 64 × 64 pixels in 200 classes. Its validation images are the test images here, because
 * the labels of its own test images are not published.
 */
public final class TinyImageNetSource implements Downloadable {
  private static final ImageShape SHAPE = new ImageShape(64, 64, 3);
  /** The MD5 is not published by the authors; it is the one of the file at this address. */
  private static final PublishedFile PUBLISHED = new PublishedFile(
      "http://cs231n.stanford.edu/tiny-imagenet-200.zip", "90528d7ca1a48142e341f4ef8d21d0de", 248_100_043);

  private final Counts counts;

  /**
   * The size of the data set.
   *
   * @param classes number of classes
   * @param train number of training images per class
   * @param test number of test images of all classes
   */
  record Counts(int classes, int train, int test) {}

  /** Makes the source of the published data set. */
  public TinyImageNetSource() {
    this(new Counts(200, 500, 10_000));
  }

  TinyImageNetSource(Counts counts) {
    this.counts = counts;
  }

  @Override
  public String name() {
    return "tiny-imagenet";
  }

  @Override
  public String title() {
    return "Tiny ImageNet";
  }

  @Override
  public Path directory() {
    return Path.of("data", "tiny-imagenet-200");
  }

  @Override
  public DataArchive archive() {
    return new DataArchive(List.of(PUBLISHED), List.of(new DataFile(TinyImageNetClasses.IDS),
        new DataFile(TinyImageNetClasses.WORDS), new DataFile(TinyImageNetFiles.ANNOTATIONS)));
  }

  @Override
  public Optional<ImageShape> shape() {
    return Optional.of(SHAPE);
  }

  @Override
  public Optional<DataSize> size(DataConfig config) {
    int train = counts.classes() * counts.train();
    return Optional.of(new DataSize(SHAPE, train, train, counts.test(), counts.classes(), 0));
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    Path dir = requireFiles(Path.of(config.dir()));
    TinyImageNetClasses classes = TinyImageNetClasses.read(dir, counts.classes());
    return new SourceSplits(
        TinyImageNetFiles.train(dir, classes, counts.train()).images("train", config, classes, decoding),
        TinyImageNetFiles.test(dir, classes, counts.test()).images("val", config, classes, decoding), 0);
  }
}
