package org.mae4j.data.idx;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;

/**
 * Gray images and their labels: {@code PREFIX-images-idx3-ubyte} and {@code PREFIX-labels-idx1-ubyte}, each plain or
 * compressed with the ending {@code .gz}.
 */
record IdxImages(IdxFile images, IdxFile labels) {
  static String imageFile(String prefix) {
    return prefix + "-images-idx3-ubyte";
  }

  static String labelFile(String prefix) {
    return prefix + "-labels-idx1-ubyte";
  }

  /** @throws DataException if a file is missing or damaged, or images and labels differ in number */
  static IdxImages read(Path dir, String prefix) {
    IdxFile images = IdxFile.read(dir, imageFile(prefix), 3);
    IdxFile labels = IdxFile.read(dir, labelFile(prefix), 1);
    if (!images.sizes().get(0).equals(labels.sizes().get(0))) {
      throw new DataException(labels.file() + ": has " + labels.sizes().get(0) + " labels, expected "
          + images.sizes().get(0) + ", one for each image of " + images.file().getFileName());
    }
    return new IdxImages(images, labels);
  }

  int size() {
    return images.sizes().get(0);
  }

  /** Returns the number of classes, one more than the largest label. */
  int classes() {
    return classIndices().max().orElse(-1) + 1;
  }

  private IntStream classIndices() {
    byte[] values = labels.values();
    return IntStream.range(0, values.length).map(i -> Byte.toUnsignedInt(values[i]));
  }

  /**
   * Returns the images as a set.
   *
   * @throws DataException if they have another shape, or a label has no class
   */
  ImageSet set(ImageShape shape, List<String> classNames) {
    int height = images.sizes().get(1);
    int width = images.sizes().get(2);
    if (height != shape.height() || width != shape.width()) {
      throw new DataException(images.file() + ": expected images of " + shape.width() + "×" + shape.height()
          + " pixels (width×height), found " + width + "×" + height);
    }
    int[] classes = classIndices().toArray();
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] >= classNames.size()) {
        throw new DataException(labels.file() + ": label " + i + " (from 0) is " + classes[i] + ", expected 0 to "
            + (classNames.size() - 1));
      }
    }
    return new ImageSet(shape, classNames, images.values(), classes);
  }
}
