package org.mae4j.data.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mae4j.base.IoMessage;
import org.mae4j.config.DataConfig;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSource;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;

/** Image files in {@code train/CLASS/} and {@code test/CLASS/}, read in order of their names. */
public final class FolderSource implements DataSource {
  /** Labels are bytes. */
  private static final int MAX_CLASSES = 256;

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public SourceSplits read(DataConfig config) {
    Path root = Path.of(config.dir());
    List<Path> train = images(root.resolve("train"));
    List<Path> test = images(root.resolve("test"));
    requireSameClasses(root, train, test);
    FolderImages reader = new FolderImages(config.image(), config.skipUnreadable());
    ImageSet trainImages = reader.read(train);
    ImageSet testImages = reader.read(test);
    return new SourceSplits(trainImages, testImages, reader.skipped());
  }

  private static List<Path> images(Path split) {
    if (!Files.isDirectory(split)) {
      throw new DataException(split + ": no such directory; a folder data set has train/CLASS/ and test/CLASS/");
    }
    List<Path> files = new ArrayList<>();
    List<Path> classes = list(split).stream().filter(Files::isDirectory).toList();
    if (classes.size() < 2 || classes.size() > MAX_CLASSES) {
      throw new DataException(
          split + ": expected one folder for each of 2 to " + MAX_CLASSES + " classes, found " + classes.size());
    }
    classes.forEach(folder -> files.addAll(imagesOfClass(folder)));
    return files;
  }

  private static List<Path> imagesOfClass(Path folder) {
    List<Path> files = list(folder);
    if (files.isEmpty()) {
      throw new DataException(folder + ": class folder has no images; add some or remove the folder");
    }
    files.stream().filter(Files::isDirectory).findFirst().ifPresent(nested -> {
      throw new DataException(nested + ": expected an image, found a directory");
    });
    return files;
  }

  /** Returns the entries of a directory in order of their names, without hidden ones. */
  private static List<Path> list(Path dir) {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new DataException(dir + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }

  private static void requireSameClasses(Path root, List<Path> train, List<Path> test) {
    NavigableSet<String> onlyTrain = classes(train);
    NavigableSet<String> onlyTest = classes(test);
    onlyTrain.removeAll(classes(test));
    onlyTest.removeAll(classes(train));
    if (!onlyTrain.isEmpty() || !onlyTest.isEmpty()) {
      throw new DataException(root + ": train and test must have the same classes; only in train: " + onlyTrain
          + ", only in test: " + onlyTest);
    }
  }

  private static NavigableSet<String> classes(List<Path> files) {
    NavigableSet<String> names = new TreeSet<>();
    files.forEach(file -> names.add(file.getParent().getFileName().toString()));
    return names;
  }
}
