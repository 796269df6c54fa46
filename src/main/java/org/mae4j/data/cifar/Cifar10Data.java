package org.mae4j.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datavec.api.split.CollectionInputSplit;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.ImageSets;
import org.mae4j.data.SourceSets;

/** The directory of the CIFAR-10 binary version: five files of training images and one of test images. */
public final class Cifar10Data {
  static final List<String> TRAIN_FILES =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
  static final List<String> TEST_FILES = List.of("test_batch.bin");

  private Cifar10Data() {}

  public static SourceSets read(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new DataException(dir + ": no such directory; `./mae4j data cifar10` downloads CIFAR-10");
    }
    List<String> missing = missing(dir);
    if (!missing.isEmpty()) {
      throw new DataException(dir + ": missing " + String.join(", ", missing)
          + "; `./mae4j data cifar10` downloads CIFAR-10");
    }
    return new SourceSets(read(dir, TRAIN_FILES), read(dir, TEST_FILES), 0);
  }

  /** Names of the files that are not in {@code dir}. */
  static List<String> missing(Path dir) {
    return Stream.concat(TRAIN_FILES.stream(), TEST_FILES.stream())
        .filter(name -> !Files.isRegularFile(dir.resolve(name)))
        .toList();
  }

  private static ImageSet read(Path dir, List<String> names) {
    try (Cifar10RecordReader reader = new Cifar10RecordReader()) {
      reader.initialize(new CollectionInputSplit(names.stream().map(name -> dir.resolve(name).toUri()).toList()));
      return ImageSets.read(reader, Cifar10RecordReader.SHAPE, names.size() * Cifar10RecordReader.IMAGES_PER_FILE);
    } catch (IOException e) {
      throw new DataException(dir + ": cannot be read (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + dir, e);
    }
  }
}
