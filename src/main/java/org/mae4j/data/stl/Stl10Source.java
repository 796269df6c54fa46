package org.mae4j.data.stl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** The binary version of STL-10: few labeled images, and many unlabeled ones that only pre-training sees. */
public final class Stl10Source implements Downloadable {
  private static final List<String> CLASSES =
      List.of("airplane", "bird", "car", "cat", "deer", "dog", "horse", "monkey", "ship", "truck");
  /** Address as on <a href="https://cs.stanford.edu/~acoates/stl10/">its page</a>; MD5 and size of that file. */
  private static final PublishedFile PUBLISHED =
      new PublishedFile("http://ai.stanford.edu/~acoates/stl10/stl10_binary.tar.gz",
          "91f7769df0f17e558f3565bffb0c7dfb", 2_640_397_119L);
  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final String UNLABELED = "unlabeled";

  private final int train;
  private final int test;
  private final int unlabeled;

  /** Makes the source of the published data set. */
  public Stl10Source() {
    this(5_000, 8_000, 100_000);
  }

  Stl10Source(int train, int test, int unlabeled) {
    this.train = train;
    this.test = test;
    this.unlabeled = unlabeled;
  }

  /**
   * The settings of the source.
   *
   * @param unlabeled whether pre-training sees the unlabeled images too; otherwise their file is not read
   */
  public record Stl10Settings(boolean unlabeled) {}

  @Override
  public String name() {
    return "stl10";
  }

  @Override
  public String title() {
    return "STL-10";
  }

  @Override
  public Path directory() {
    return Path.of("data", "stl10_binary");
  }

  @Override
  public DataArchive archive() {
    List<DataFile> files = new ArrayList<>(labeledFiles());
    files.add(Stl10Images.file(UNLABELED, unlabeled));
    return new DataArchive(List.of(PUBLISHED), files);
  }

  private List<DataFile> labeledFiles() {
    return List.of(Stl10Images.file(TRAIN, train), Stl10Labels.file(TRAIN, train), Stl10Images.file(TEST, test),
        Stl10Labels.file(TEST, test));
  }

  @Override
  public Stl10Settings defaults() {
    return new Stl10Settings(true);
  }

  private static boolean readsUnlabeled(DataConfig config) {
    return ((Stl10Settings) config.source().settings()).unlabeled();
  }

  @Override
  public Optional<ImageShape> shape() {
    return Optional.of(Stl10Images.SHAPE);
  }

  @Override
  public Optional<DataSize> size(DataConfig config) {
    return Optional.of(new DataSize(Stl10Images.SHAPE, train + (readsUnlabeled(config) ? unlabeled : 0), train, test,
        CLASSES.size(), 0));
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    List<DataFile> files = readsUnlabeled(config) ? archive().files() : labeledFiles();
    Path dir = requireFiles(Path.of(config.dir()), files);
    Stl10Images images = new Stl10Images(config, dir, decoding);
    Optional<ImageSet> further = readsUnlabeled(config)
        ? Optional.of(images.read(UNLABELED, List.of(), Stl10Labels.none(unlabeled))) : Optional.empty();
    return new SourceSplits(images.read(TRAIN, CLASSES, Stl10Labels.read(dir, TRAIN, CLASSES.size())), further,
        Optional.of(images.read(TEST, CLASSES, Stl10Labels.read(dir, TEST, CLASSES.size()))), 0);
  }
}
