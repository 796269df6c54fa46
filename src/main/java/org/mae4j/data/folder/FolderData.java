package org.mae4j.data.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSets;

/** The files of a folder data set, {@code train/CLASS/IMAGE} and {@code test/CLASS/IMAGE}, in order of their names. */
public final class FolderData {
  /** Labels are bytes. */
  private static final int MOST_CLASSES = 256;

  private FolderData() {}

  public static SourceSets read(Path root, ImageShape shape, boolean skipUnreadable) {
    List<Path> train = images(root.resolve("train"));
    List<Path> test = images(root.resolve("test"));
    requireSameClasses(root, train, test);
    FolderImages reader = new FolderImages(shape, skipUnreadable);
    ImageSet trainImages = reader.read(train);
    ImageSet testImages = reader.read(test);
    return new SourceSets(trainImages, testImages, reader.skipped());
  }

  private static List<Path> images(Path split) {
    if (!Files.isDirectory(split)) {
      throw new DataException(split + ": no such directory; expected train/CLASS/… and test/CLASS/…");
    }
    List<Path> files = new ArrayList<>();
    List<Path> classes = list(split).stream().filter(Files::isDirectory).toList();
    if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
      throw new DataException(
          split + ": expected a folder for each of 2 to " + MOST_CLASSES + " classes, found " + classes.size());
    }
    classes.forEach(folder -> files.addAll(imagesOfClass(folder)));
    return files;
  }

  private static List<Path> imagesOfClass(Path folder) {
    List<Path> files = list(folder);
    if (files.isEmpty()) {
      throw new DataException(folder + ": class folder holds no images");
    }
    files.stream().filter(Files::isDirectory).findFirst().ifPresent(nested -> {
      throw new DataException(nested + ": expected an image, found a directory");
    });
    return files;
  }

  /** What a directory holds, hidden files aside, in order of the names. */
  private static List<Path> list(Path dir) {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new DataException(dir + ": cannot be read (" + e + ")", e);
    }
  }

  private static void requireSameClasses(Path root, List<Path> train, List<Path> test) {
    TreeSet<String> onlyTrain = classes(train);
    TreeSet<String> onlyTest = classes(test);
    onlyTrain.removeAll(classes(test));
    onlyTest.removeAll(classes(train));
    if (!onlyTrain.isEmpty() || !onlyTest.isEmpty()) {
      throw new DataException(root + ": train and test must have the same classes; only in train: " + onlyTrain
          + ", only in test: " + onlyTest);
    }
  }

  private static TreeSet<String> classes(List<Path> files) {
    TreeSet<String> names = new TreeSet<>();
    files.forEach(file -> names.add(file.getParent().getFileName().toString()));
    return names;
  }
}
