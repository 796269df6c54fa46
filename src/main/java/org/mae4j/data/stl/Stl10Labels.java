package org.mae4j.data.stl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mae4j.base.file.IoMessage;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.download.DataFile;

/** The files of labels of STL-10: one byte per image, from 1 on. */
final class Stl10Labels {
  private Stl10Labels() {}

  static DataFile file(String split, int images) {
    return new DataFile(split + "_y.bin", images);
  }

  /** @throws DataException if the file cannot be read or a label lies outside of 1 to {@code classes} */
  static int[] read(Path dir, String split, int classes) {
    Path file = dir.resolve(file(split, 0).name());
    try {
      byte[] bytes = Files.readAllBytes(file);
      int[] labels = new int[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        labels[i] = Byte.toUnsignedInt(bytes[i]) - 1;
        if (labels[i] < 0 || labels[i] >= classes) {
          throw new DataException(file + ": label " + i + " (from 0) is " + (labels[i] + 1) + ", expected 1 to "
              + classes);
        }
      }
      return labels;
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }

  static int[] none(int images) {
    int[] labels = new int[images];
    Arrays.fill(labels, ImageSet.UNLABELED);
    return labels;
  }
}
