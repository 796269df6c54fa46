package org.mae4j.data;

import org.mae4j.data.pixel.PixelScale;

/**
 * The batches of a set, of a fixed size and in order. The last batch is padded with copies of its first image.
 *
 * @param images images of all batches
 * @param size number of images per batch, at least 1
 */
public record Batches(ImageSet images, int size) {
  /** Returns the number of batches. */
  public int count() {
    return (images.size() + size - 1) / size;
  }

  /** Returns the index in the set of the image at {@code row} of {@code batch}; padding has the batch's first index. */
  public int index(int batch, int row) {
    int index = batch * size + row;
    return index < images.size() ? index : batch * size;
  }

  /** Returns the number of rows of {@code batch} that are not padding. */
  public int rows(int batch) {
    return Math.min(size, images.size() - batch * size);
  }

  /** Returns the images of a batch, [size, C, H, W], with the values of {@code scale}. */
  public float[] pixels(int batch, PixelScale scale) {
    int length = images.shape().size();
    float[] pixels = new float[size * length];
    for (int row = 0; row < size; row++) {
      images.copyTo(index(batch, row), pixels, row * length);
    }
    scale.apply(pixels, images.shape());
    return pixels;
  }
}
