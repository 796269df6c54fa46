package org.mae4j.data.cifar;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataSize;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.download.DataArchive;
import org.mae4j.data.download.DataFile;
import org.mae4j.data.download.Downloadable;
import org.mae4j.data.download.PublishedFile;

/** The binary version of CIFAR-10: five files of training images and one file of test images. */
public final class Cifar10Source implements Downloadable {
  static final CifarRecords RECORDS = new CifarRecords(List.of(
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"), 1, 0);
  private static final List<String> TRAIN =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
  private static final List<String> TEST = List.of("test_batch.bin");
  private static final int IMAGES_PER_FILE = 10_000;
  /** Address, size and MD5 as published on <a href="https://www.cs.toronto.edu/~kriz/cifar.html">its page</a>. */
  private static final DataArchive ARCHIVE = new DataArchive(
      List.of(new PublishedFile("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
          "c32a1d4ab5d03f1284b67883e8d87530", 170_052_171)),
      Stream.concat(TRAIN.stream(), TEST.stream())
          .map(name -> new DataFile(name, CifarRecords.bytes(IMAGES_PER_FILE, 1))).toList());

  @Override
  public String name() {
    return "cifar10";
  }

  @Override
  public String title() {
    return "CIFAR-10";
  }

  @Override
  public Path directory() {
    return Path.of("data", "cifar-10-batches-bin");
  }

  @Override
  public DataArchive archive() {
    return ARCHIVE;
  }

  @Override
  public Optional<ImageShape> shape() {
    return Optional.of(CifarRecords.SHAPE);
  }

  @Override
  public Optional<DataSize> size(DataConfig config) {
    return Optional.of(new DataSize(CifarRecords.SHAPE, TRAIN.size() * IMAGES_PER_FILE,
        TEST.size() * IMAGES_PER_FILE, RECORDS.classNames().size()));
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    Path dir = requireFiles(Path.of(config.dir()));
    return new SourceSplits(read(dir, TRAIN), read(dir, TEST), 0);
  }

  private static ImageSet read(Path dir, List<String> names) {
    return RECORDS.read(names.stream().map(dir::resolve).toList(), IMAGES_PER_FILE);
  }
}
