package org.mae4j.model.patch;

import java.util.List;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The grid of square patches of an image, numbered row by row.
 *
 * @param image shape of the image
 * @param patch side of a patch in pixels, divides height and width
 * @param fullSize shape of the image before it was resized; positions are those of its grid
 */
public record PatchGrid(ImageShape image, int patch, ImageShape fullSize) {
  public PatchGrid {
    for (ImageShape shape : List.of(image, fullSize)) {
      if (patch < 1 || shape.height() % patch != 0 || shape.width() % patch != 0) {
        throw new IllegalArgumentException("patch " + patch + " does not divide image " + shape);
      }
    }
  }

  /** Creates the grid of an image that was not resized. */
  public PatchGrid(ImageShape image, int patch) {
    this(image, patch, image);
  }

  /** Returns the grid of the images that a model is configured for. */
  public static PatchGrid of(ExperimentConfig config) {
    return new PatchGrid(config.data().image(), config.model().patch());
  }

  /**
   * Returns the grid of the same patches on resized images.
   *
   * @param scale sides of the images as a fraction of the full size, in (0, 1]
   */
  public PatchGrid resized(double scale) {
    return new PatchGrid(fullSize.scaled(scale), patch, fullSize);
  }

  /** Returns the grid of images of full size; this grid if they were not resized. */
  public PatchGrid full() {
    return new PatchGrid(fullSize, patch);
  }

  /**
   * Returns the row of the center of patch {@code n} in the grid of the full size. It lies between rows if the image is
   * smaller.
   */
  public double fullRow(int n) {
    return full(n / columns(), rows(), full().rows());
  }

  /** Returns the column of the center of patch {@code n} in the grid of the full size. */
  public double fullColumn(int n) {
    return full(n % columns(), columns(), full().columns());
  }

  private static double full(int index, int count, int fullCount) {
    return (index + 0.5) * fullCount / count - 0.5;
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

  /** Returns the patch of a pixel, which is numbered row by row. */
  public int patchOf(int pixel) {
    return pixel / image.width() / patch * columns() + pixel % image.width() / patch;
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
