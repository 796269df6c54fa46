package org.mae4j.data.cifar;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSize;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.download.DataArchive;
import org.mae4j.data.download.DownloadListener;
import org.mae4j.data.download.Downloadable;

/** The binary version of CIFAR-10: five files of training images and one file of test images. */
public final class Cifar10Source implements Downloadable {
  /** Address, size and MD5 as published on <a href="https://www.cs.toronto.edu/~kriz/cifar.html">its page</a>. */
  private static final DataArchive ARCHIVE = new DataArchive(
      URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), "c32a1d4ab5d03f1284b67883e8d87530",
      Stream.concat(Cifar10Files.TRAIN.stream(), Cifar10Files.TEST.stream()).toList());
  private static final long ARCHIVE_BYTES = 170_052_171;

  @Override
  public String name() {
    return "cifar10";
  }

  @Override
  public String title() {
    return "CIFAR-10";
  }

  @Override
  public Optional<ImageShape> shape() {
    return Optional.of(Cifar10Files.SHAPE);
  }

  @Override
  public Optional<DataSize> size(DataConfig config) {
    return Optional.of(new DataSize(Cifar10Files.SHAPE, Cifar10Files.TRAIN.size() * Cifar10Files.IMAGES_PER_FILE,
        Cifar10Files.TEST.size() * Cifar10Files.IMAGES_PER_FILE, Cifar10Files.CLASSES.size()));
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    Path dir = withFiles(Path.of(config.dir()));
    List<String> defects = defects(dir);
    if (!defects.isEmpty()) {
      throw new DataException(dir + ": " + String.join("; ", defects)
          + "; `./mae4j data cifar10 --dir NEW-DIRECTORY` downloads CIFAR-10");
    }
    return new SourceSplits(read(dir, Cifar10Files.TRAIN), read(dir, Cifar10Files.TEST), 0);
  }

  /** Returns the folder that the archive unpacks to if {@code dir} is the directory that it was unpacked in. */
  private Path withFiles(Path dir) {
    Path unpacked = dir.resolve(directory().getFileName());
    return Files.isDirectory(unpacked) && !Files.exists(dir.resolve(Cifar10Files.TEST.get(0))) ? unpacked : dir;
  }

  private static ImageSet read(Path dir, List<String> names) {
    return Cifar10Files.read(names.stream().map(dir::resolve).toList(), Cifar10Files.IMAGES_PER_FILE);
  }

  @Override
  public Path directory() {
    return Path.of("data", "cifar-10-batches-bin");
  }

  @Override
  public List<String> defects(Path dir) {
    return Cifar10Files.defects(dir);
  }

  @Override
  public URI address() {
    return ARCHIVE.address();
  }

  @Override
  public long downloadBytes() {
    return ARCHIVE_BYTES;
  }

  @Override
  public void download(Path dir, DownloadListener listener) {
    ARCHIVE.fetch(dir, listener);
  }
}
