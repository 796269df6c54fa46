package org.mae4j.data;

import java.util.Arrays;
import java.util.List;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.mae4j.config.ImageShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gathers DataVec records of an image, [1, channels, height, width] with values 0…255, and an integer label. */
public final class ImageSetBuilder {
  private final ImageShape shape;
  private final byte[] pixels;
  private final byte[] labels;
  private int count;

  /** @param capacity at least as many images as will be added */
  public ImageSetBuilder(ImageShape shape, int capacity) {
    if ((long) capacity * shape.size() > Integer.MAX_VALUE - 8) {
      throw new DataException(capacity + " images of " + shape + " do not fit in memory: at most 2 GiB of pixels do");
    }
    this.shape = shape;
    this.pixels = new byte[capacity * shape.size()];
    this.labels = new byte[capacity];
  }

  /** Adds a record and frees its image. */
  public void add(List<Writable> record) {
    try (INDArray image = ((NDArrayWritable) record.get(0)).get()) {
      float[] values = image.data().asFloat();
      int offset = count * shape.size();
      for (int i = 0; i < values.length; i++) {
        pixels[offset + i] = (byte) (int) values[i];
      }
    }
    labels[count] = (byte) record.get(1).toInt();
    count++;
  }

  public ImageSet build(List<String> classNames) {
    return new ImageSet(shape, classNames, first(pixels, count * shape.size()), first(labels, count));
  }

  private static byte[] first(byte[] values, int length) {
    return length == values.length ? values : Arrays.copyOf(values, length);
  }
}
