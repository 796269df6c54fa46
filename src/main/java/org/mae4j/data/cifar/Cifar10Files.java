package org.mae4j.data.cifar;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.IoMessage;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;

/**
 * The files of the binary version of CIFAR-10: 10,000 records of 3,073 bytes each, one label and then 1,024 bytes each
 * of the red, green and blue plane (<a href="https://www.cs.toronto.edu/~kriz/cifar.html">format</a>).
 */
final class Cifar10Files {
  static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  static final List<String> CLASSES = List.of(
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  static final List<String> TRAIN = IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
  static final List<String> TEST = List.of("test_batch.bin");

  static final int IMAGES_PER_FILE = 10_000;
  private static final long FILE_BYTES = IMAGES_PER_FILE * (1L + SHAPE.size());

  private Cifar10Files() {}

  /** Returns a phrase for each file in {@code dir} that is missing, unreadable or of the wrong size. */
  static List<String> defects(Path dir) {
    if (!Files.isDirectory(dir)) {
      return List.of("no such directory");
    }
    return Stream.concat(TRAIN.stream(), TEST.stream())
        .flatMap(name -> defect(dir.resolve(name)).map(defect -> name + " " + defect).stream()).toList();
  }

  private static Optional<String> defect(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.of("is missing");
      }
      if (!Files.isReadable(file)) {
        return Optional.of("cannot be read");
      }
      long size = Files.size(file);
      return size == FILE_BYTES ? Optional.empty() : Optional.of("has " + size + " bytes, expected " + FILE_BYTES);
    } catch (IOException e) {
      return Optional.of("cannot be read");
    }
  }

  /**
   * Reads {@code files} one after another.
   *
   * @param perFile number of records in each file
   * @throws DataException if a file cannot be read, has fewer records, or has a label above 9
   */
  static ImageSet read(List<Path> files, int perFile) {
    byte[] pixels = ImageSet.allocate(SHAPE, files.size() * perFile);
    int[] labels = new int[files.size() * perFile];
    for (int i = 0; i < files.size(); i++) {
      read(files.get(i), pixels, labels, i * perFile, perFile);
    }
    return new ImageSet(SHAPE, CLASSES, pixels, labels);
  }

  private static void read(Path file, byte[] pixels, int[] labels, int first, int images) {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 18))) {
      for (int record = 0; record < images; record++) {
        labels[first + record] = label(file, record, in.readUnsignedByte());
        in.readFully(pixels, (first + record) * SHAPE.size(), SHAPE.size());
      }
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }

  private static int label(Path file, int record, int label) {
    if (label >= CLASSES.size()) {
      throw new DataException(file + ": record " + record + " (from 0) has label " + label + ", expected 0 to 9");
    }
    return label;
  }
}
