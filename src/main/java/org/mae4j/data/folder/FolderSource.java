package org.mae4j.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.config.DataConfig;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
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
  public SourceSplits read(DataConfig config, Decoding decoding) {
    Path root = Path.of(config.dir());
    ClassFolders train = ClassFolders.in(root.resolve("train"));
    ClassFolders test = ClassFolders.in(root.resolve("test"));
    List<FolderImages.Labeled> trainFiles = train.files();
    List<FolderImages.Labeled> testFiles = test.files();
    requireSameClasses(root, train.names(), test.names());
    if (train.names().size() < 2 || train.names().size() > MAX_CLASSES) {
      throw new DataException(train.split() + ": expected one folder for each of 2 to " + MAX_CLASSES
          + " classes, found " + train.names().size());
    }
    FolderImages reader = new FolderImages(config, config.skipUnreadable());
    ImageSet trainImages = read(reader, train.names(), trainFiles);
    ImageSet testImages = read(reader, test.names(), testFiles);
    return new SourceSplits(trainImages, testImages, reader.skipped());
  }

  private static ImageSet read(FolderImages reader, List<String> classNames, List<FolderImages.Labeled> entries) {
    List<FolderImages.Labeled> files = new ArrayList<>();
    for (FolderImages.Labeled entry : entries) {
      if (Files.isDirectory(entry.file())) {
        reader.skip(entry.file() + ": expected an image, found a directory");
      } else {
        files.add(entry);
      }
    }
    return reader.read(classNames, files);
  }

  private static void requireSameClasses(Path root, List<String> train, List<String> test) {
    List<String> onlyTrain = new ArrayList<>(train);
    List<String> onlyTest = new ArrayList<>(test);
    onlyTrain.removeAll(test);
    onlyTest.removeAll(train);
    if (!onlyTrain.isEmpty() || !onlyTest.isEmpty()) {
      throw new DataException(root + ": train and test must have the same classes; only in train: " + onlyTrain
          + ", only in test: " + onlyTest);
    }
  }
}
