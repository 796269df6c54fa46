package org.mae4j.plot;

import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;
import org.mae4j.config.ImageShape;

/**
 * Makes pictures of images whose values stand {@code [channel, row, column]}.
 *
 * @param shape of every image
 */
record Pixels(ImageShape shape) {

  /** An image whose pixels are in [-1, 1]. */
  BufferedImage picture(float[] values) {
    return picture(pixel -> rgb(values, pixel));
  }

  /** @param rgb the color 0xRRGGBB of each pixel, row by row */
  BufferedImage picture(IntUnaryOperator rgb) {
    BufferedImage picture = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < shape.height() * shape.width(); pixel++) {
      picture.setRGB(pixel % shape.width(), pixel / shape.width(), rgb.applyAsInt(pixel));
    }
    return picture;
  }

  /** The color 0xRRGGBB of one pixel; values outside [-1, 1] count as the bounds. */
  int rgb(float[] values, int pixel) {
    int plane = shape.height() * shape.width();
    int last = shape.channels() - 1;
    int red = level(values[pixel]);
    int green = level(values[Math.min(1, last) * plane + pixel]);
    int blue = level(values[last * plane + pixel]);
    return red << 16 | green << 8 | blue;
  }

  private static int level(float value) {
    return Math.round((Math.max(-1, Math.min(1, value)) + 1) * 127.5f);
  }
}
