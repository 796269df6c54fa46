package org.mae4j.eval.reconstruction;

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
    float[][] planes = new float[shape.channels()][(shape.height() + 2) * stride()];
    for (int channel = 0; channel < planes.length; channel++) {
      copyRows(filled, channel * masked.length, planes[channel], true);
    }
    new GapFilling(stride(), Arrays.stream(hidden).map(this::cell).toArray(),
        Arrays.stream(hidden).mapToDouble(this::neighbors).toArray()).fill(planes);
    for (int channel = 0; channel < planes.length; channel++) {
      copyRows(filled, channel * masked.length, planes[channel], false);
    }
    return filled;
  }

  private void copyRows(float[] image, int start, float[] plane, boolean intoPlane) {
    for (int row = 0; row < shape.height(); row++) {
      int pixel = row * shape.width();
      if (intoPlane) {
        System.arraycopy(image, start + pixel, plane, cell(pixel), shape.width());
      } else {
        System.arraycopy(plane, cell(pixel), image, start + pixel, shape.width());
      }
    }
  }

  private int[] pixels(boolean hidden) {
    return IntStream.range(0, masked.length).filter(i -> masked[i] == hidden).toArray();
  }

  private int stride() {
    return shape.width() + 2;
  }

  /** Returns the position of a pixel in a plane with a border. */
  private int cell(int pixel) {
    return (pixel / shape.width() + 1) * stride() + pixel % shape.width() + 1;
  }

  private int neighbors(int pixel) {
    int column = pixel % shape.width();
    return (column > 0 ? 1 : 0) + (column < shape.width() - 1 ? 1 : 0) + (pixel >= shape.width() ? 1 : 0)
        + (pixel + shape.width() < masked.length ? 1 : 0);
  }
}
