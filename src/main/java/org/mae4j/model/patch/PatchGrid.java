package org.mae4j.model.patch;

import org.mae4j.config.ImageShape;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The grid of square patches of an image, numbered row by row.
 *
 * @param image shape of the image
 * @param patch side of a patch in pixels, divides height and width
 */
public record PatchGrid(ImageShape image, int patch) {
  public PatchGrid {
    if (patch < 1 || image.height() % patch != 0 || image.width() % patch != 0) {
      throw new IllegalArgumentException("patch " + patch + " does not divide image " + image);
    }
  }

  public int rows() {
    return image.height() / patch;
  }

  public int columns() {
    return image.width() / patch;
  }

  /** Returns the number of patches in an image, N. */
  public int patches() {
    return rows() * columns();
  }

  /** Returns the number of values in a patch, P: patch · patch · channels, the channel fastest. */
  public int patchSize() {
    return patch * patch * image.channels();
  }

  /** Returns images {@code [B, C, H, W]} as patches {@code [B·N, P]}. */
  public SDVariable patchify(SDVariable images, int batch) {
    return images.reshape(batch, image.channels(), rows(), patch, columns(), patch)
        .permute(0, 2, 4, 3, 5, 1) // [B, rows, columns, p, p, C]
        .reshape((long) batch * patches(), patchSize());
  }

  /**
   * Returns indices of patches within their images as rows of {@code [B·N, P]}.
   *
   * @param indices {@code [B, count]}, 32-bit integers
   * @return {@code [B·count]}
   */
  public SDVariable rows(SDVariable indices, int batch, int count) {
    SDVariable starts = indices.getSameDiff().constant(indices.name() + ".starts",
        Nd4j.arange(batch).mul(patches()).castTo(DataType.INT32).reshape(batch, 1)); // [B, 1]
    return indices.add(starts).reshape((long) batch * count); // [B·count]
  }

  /** Returns one image {@code [C·H·W]} as patches {@code [N·P]}, in the order of the graph's patchify. */
  public float[] patchify(float[] image) {
    float[] patches = new float[image.length];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = image[pixel(i / patchSize(), i % patchSize())];
    }
    return patches;
  }

  /** Writes the image {@code [C·H·W]} of {@code patches}, {@code [N·P]}: the inverse of patchify. */
  public void unpatchify(float[] patches, float[] image) {
    for (int i = 0; i < patches.length; i++) {
      image[pixel(i / patchSize(), i % patchSize())] = patches[i];
    }
  }

  /** Returns the index in a channel-major image of value {@code i} of patch {@code n}. */
  public int pixel(int n, int i) {
    int channel = i % image.channels();
    int within = i / image.channels();
    int y = n / columns() * patch + within / patch;
    int x = n % columns() * patch + within % patch;
    return (channel * image.height() + y) * image.width() + x;
  }
}
