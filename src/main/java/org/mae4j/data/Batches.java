package org.mae4j.data;

/**
 * Cuts a set into batches of a fixed size, in order; the last is filled up with its first image.
 *
 * @param images what is cut
 * @param size images a batch, at least 1
 */
public record Batches(ImageSet images, int size) {
  /** Batches that cover the set. */
  public int count() {
    return (images.size() + size - 1) / size;
  }

  /** Index in the set of the image at {@code row} of {@code batch}; beyond the last image, that batch's first. */
  public int index(int batch, int row) {
    int index = batch * size + row;
    return index < images.size() ? index : batch * size;
  }

  /** Rows of {@code batch} that are images of their own, not filling. */
  public int rows(int batch) {
    return Math.min(size, images.size() - batch * size);
  }

  /** The images of a batch in [-1, 1], {@code [size, C, H, W]}. */
  public float[] pixels(int batch) {
    int length = images.shape().size();
    float[] pixels = new float[size * length];
    for (int row = 0; row < size; row++) {
      images.copyTo(index(batch, row), pixels, row * length);
    }
    return pixels;
  }
}
