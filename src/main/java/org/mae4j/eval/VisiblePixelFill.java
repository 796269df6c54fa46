package org.mae4j.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mae4j.config.ImageShape;

/**
 * Fills the masked pixels of an image from the visible ones, without a model.
 *
 * @param shape shape of the image
 * @param masked whether a pixel is masked, {@code [H·W]}; at least one is not
 */
record VisiblePixelFill(ImageShape shape, boolean[] masked) {
  /** Factor of successive over-relaxation; near the best one for gaps of 10 to 30 pixels. */
  private static final double RELAXATION = 1.8;
  private static final int MAXIMUM_SWEEPS = 1_000;
  /** Change of a pixel in [-1, 1] that is too small to matter. */
  private static final double TOLERANCE = 1e-4;

  /** Returns {@code image}, {@code [C·H·W]}, with the mean of the visible values of a channel in its masked pixels. */
  float[] meanColor(float[] image) {
    float[] filled = image.clone();
    int[] hidden = pixels(true);
    int[] visible = pixels(false);
    for (int plane = 0; plane < image.length; plane += masked.length) {
      int start = plane;
      float mean = (float) Arrays.stream(visible).mapToDouble(i -> image[start + i]).average().orElseThrow();
      Arrays.stream(hidden).forEach(i -> filled[start + i] = mean);
    }
    return filled;
  }

  /**
   * Returns {@code image}, {@code [C·H·W]}, with masked pixels that are each the mean of their neighbors: the
   * solution of Laplace's equation whose boundary are the visible pixels.
   */
  float[] interpolation(float[] image) {
    float[] filled = meanColor(image);
    int[] hidden = pixels(true);
    int[][] neighbors = Arrays.stream(hidden).mapToObj(this::neighbors).toArray(int[][]::new);
    for (int plane = 0; plane < image.length; plane += masked.length) {
      double change = 1;
      for (int sweep = 0; sweep < MAXIMUM_SWEEPS && change > TOLERANCE; sweep++) {
        change = 0;
        for (int i = 0; i < hidden.length; i++) {
          int pixel = plane + hidden[i];
          double correction = RELAXATION * (mean(filled, plane, neighbors[i]) - filled[pixel]);
          filled[pixel] += (float) correction;
          change = Math.max(change, Math.abs(correction));
        }
      }
    }
    return filled;
  }

  private int[] pixels(boolean hidden) {
    return IntStream.range(0, masked.length).filter(i -> masked[i] == hidden).toArray();
  }

  /** Returns the two to four neighbors of a pixel; of an image of one pixel, itself. */
  private int[] neighbors(int pixel) {
    int width = shape.width();
    int column = pixel % width;
    int[] all = IntStream.of(column > 0 ? pixel - 1 : -1, column < width - 1 ? pixel + 1 : -1, pixel - width,
        pixel + width < masked.length ? pixel + width : -1).filter(i -> i >= 0).toArray();
    return all.length == 0 ? new int[] {pixel} : all;
  }

  private static double mean(float[] image, int plane, int[] pixels) {
    double sum = 0;
    for (int pixel : pixels) {
      sum += image[plane + pixel];
    }
    return sum / pixels.length;
  }
}
