package org.mae4j.data.cifar;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;

/**
 * The records of the binary versions of CIFAR-10 and CIFAR-100: one byte per label, and then 1,024 bytes each of the
 * red, green and blue plane (<a href="https://www.cs.toronto.edu/~kriz/cifar.html">format</a>).
 *
 * @param classNames names of the classes
 * @param labels number of labels of an image
 * @param label which of its labels is used, from 0 on
 */
record CifarRecords(List<String> classNames, int labels, int label) {
  static final ImageShape SHAPE = new ImageShape(32, 32, 3);

  /** Returns the size of a file of {@code images} records. */
  static long bytes(int images, int labels) {
    return (long) images * (labels + SHAPE.size());
  }

  /**
   * Reads {@code files} one after another.
   *
   * @param perFile number of records in each file
   * @throws DataException if a file cannot be read, has fewer records, or has a label without a class
   */
  ImageSet read(List<Path> files, int perFile) {
    byte[] pixels = ImageSet.allocate(SHAPE, files.size() * perFile);
    int[] classes = new int[files.size() * perFile];
    for (int i = 0; i < files.size(); i++) {
      read(files.get(i), pixels, classes, i * perFile, perFile);
    }
    return new ImageSet(SHAPE, classNames, pixels, classes);
  }

  private void read(Path file, byte[] pixels, int[] classes, int first, int images) {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 18))) {
      for (int record = 0; record < images; record++) {
        byte[] all = new byte[labels];
        in.readFully(all);
        classes[first + record] = checked(file, record, Byte.toUnsignedInt(all[label]));
        in.readFully(pixels, (first + record) * SHAPE.size(), SHAPE.size());
      }
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }

  private int checked(Path file, int record, int found) {
    if (found >= classNames.size()) {
      throw new DataException(file + ": record " + record + " (from 0) has label " + found + ", expected 0 to "
          + (classNames.size() - 1));
    }
    return found;
  }
}
