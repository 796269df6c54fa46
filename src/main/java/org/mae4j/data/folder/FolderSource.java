package org.mae4j.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.cache.CachedImages;

/**
 * Image files in {@code train/CLASS/} and, optionally, {@code test/CLASS/}, or in {@code CLASS/}, read in order of their
 * names. If labels are not used, the files need not be in folders of classes.
 */
public final class FolderSource implements DataSource {
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    Path root = Path.of(config.dir());
    if (!Files.isDirectory(root)) {
      throw new DataException(root + ": no such directory; set data.dir to the folder of the images"
          + (root.startsWith("~") ? "; write the home directory in full, because ~ is not expanded" : ""));
    }
    boolean split = Files.isDirectory(root.resolve(TRAIN));
    if (!split && Files.isDirectory(root.resolve(TEST))) {
      throw new DataException(root.resolve(TRAIN) + ": no such directory beside " + TEST);
    }
    ImageFinder finder = new ImageFinder();
    ImageFiles train = files(config, split ? root.resolve(TRAIN) : root, finder);
    Optional<ImageFiles> test = Optional.of(root.resolve(TEST)).filter(folder -> split && Files.isDirectory(folder))
        .map(folder -> files(config, folder, finder));
    test.ifPresent(files -> requireSameClasses(root, train.classNames(), files.classNames()));
    if (config.labels() == LabelUse.CLASSES) {
      requireClasses(train);
    }
    ImageDecoding images = new ImageDecoding(config, decoding);
    CachedImages trainImages = images.decode(TRAIN, train);
    Optional<CachedImages> testImages = test.map(files -> images.decode(TEST, files));
    List<CachedImages> all = Stream.concat(Stream.of(trainImages), testImages.stream()).toList();
    return new SourceSplits(set(trainImages, train), Optional.empty(),
        testImages.map(cached -> set(cached, test.orElseThrow())),
        all.stream().mapToInt(CachedImages::skipped).sum(),
        Stream.concat(finder.leftOut().stream(), images.changes(all).stream()).toList());
  }

  private static ImageFiles files(DataConfig config, Path folder, ImageFinder finder) {
    return config.labels() == LabelUse.NONE ? ImageFiles.unlabeled(folder, finder) : ImageFiles.byClass(folder, finder);
  }

  private static ImageSet set(CachedImages images, ImageFiles files) {
    return images.images(files.classNames(), files.labels());
  }

  private static void requireClasses(ImageFiles train) {
    int classes = train.classNames().size();
    if (classes < 2 || classes > ImageSet.MAX_CLASSES) {
      throw new DataException(train.folder() + ": expected one folder for each of 2 to " + ImageSet.MAX_CLASSES
          + " classes, found " + classes + "; set data.labels = none for images without classes");
    }
  }

  private static void requireSameClasses(Path root, List<String> train, List<String> test) {
    List<String> onlyTrain = new ArrayList<>(train);
    List<String> onlyTest = new ArrayList<>(test);
    onlyTrain.removeAll(test);
    onlyTest.removeAll(train);
    if (!onlyTrain.isEmpty() || !onlyTest.isEmpty()) {
      throw new DataException(root + ": train and test must have the same classes" + only(TRAIN, onlyTrain)
          + only(TEST, onlyTest));
    }
  }

  private static String only(String split, List<String> classes) {
    return classes.isEmpty() ? "" : "; only in " + split + ": " + String.join(", ", classes);
  }
}
