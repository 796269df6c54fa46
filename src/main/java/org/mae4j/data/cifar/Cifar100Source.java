package org.mae4j.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSize;
import org.mae4j.data.Decoding;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.download.DataArchive;
import org.mae4j.data.download.DataFile;
import org.mae4j.data.download.Downloadable;
import org.mae4j.data.download.PublishedFile;

/** The binary version of CIFAR-100, with its 100 classes or their 20 superclasses. */
public final class Cifar100Source implements Downloadable {
  private static final int LABELS = 2;
  /** Address, size and MD5 as published on <a href="https://www.cs.toronto.edu/~kriz/cifar.html">its page</a>. */
  private static final PublishedFile PUBLISHED =
      new PublishedFile("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
          "03b5dce01913d631647c71ecec9e9cb8", 168_513_733);

  private final int train;
  private final int test;

  /** Makes the source of the published data set. */
  public Cifar100Source() {
    this(50_000, 10_000);
  }

  Cifar100Source(int train, int test) {
    this.train = train;
    this.test = test;
  }

  /** Which of its two labels an image has. */
  public enum ClassLevel {
    /** The superclass, one of 20. The first label of a record. */
    COARSE(20),
    /** The class, one of 100. The second label of a record. */
    FINE(100);

    private final int classes;

    ClassLevel(int classes) {
      this.classes = classes;
    }
  }

  /**
   * The settings of the source.
   *
   * @param level which of its two labels an image has
   */
  public record Cifar100Settings(ClassLevel level) {}

  @Override
  public String name() {
    return "cifar100";
  }

  @Override
  public String title() {
    return "CIFAR-100";
  }

  @Override
  public Path directory() {
    return Path.of("data", "cifar-100-binary");
  }

  @Override
  public DataArchive archive() {
    return new DataArchive(List.of(PUBLISHED),
        List.of(new DataFile("train.bin", CifarRecords.bytes(train, LABELS)),
            new DataFile("test.bin", CifarRecords.bytes(test, LABELS)),
            new DataFile(namesFile(ClassLevel.COARSE)), new DataFile(namesFile(ClassLevel.FINE))));
  }

  private static String namesFile(ClassLevel level) {
    return level == ClassLevel.COARSE ? "coarse_label_names.txt" : "fine_label_names.txt";
  }

  @Override
  public Cifar100Settings defaults() {
    return new Cifar100Settings(ClassLevel.FINE);
  }

  @Override
  public Optional<ImageShape> shape() {
    return Optional.of(CifarRecords.SHAPE);
  }

  @Override
  public Optional<DataSize> size(DataConfig config) {
    return Optional.of(new DataSize(CifarRecords.SHAPE, train, test, level(config).classes));
  }

  private static ClassLevel level(DataConfig config) {
    return ((Cifar100Settings) config.source().settings()).level();
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    Path dir = requireFiles(Path.of(config.dir()));
    ClassLevel level = level(config);
    CifarRecords records = new CifarRecords(names(dir.resolve(namesFile(level)), level.classes), LABELS,
        level.ordinal());
    return new SourceSplits(records.read(List.of(dir.resolve("train.bin")), train),
        records.read(List.of(dir.resolve("test.bin")), test), 0);
  }

  private static List<String> names(Path file, int expected) {
    try {
      List<String> names = Files.readAllLines(file).stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
      if (names.size() != expected) {
        throw new DataException(file + ": expected " + expected + " names of classes, found " + names.size());
      }
      return names;
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }
}
