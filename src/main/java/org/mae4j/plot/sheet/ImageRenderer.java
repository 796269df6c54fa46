package org.mae4j.plot.sheet;

import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;
import org.mae4j.config.ImageShape;

/**
 * Renders images {@code [channel, row, column]}.
 *
 * @param shape shape of the images
 */
record ImageRenderer(ImageShape shape) {

  /** Returns the picture of an image. @param values pixels in [-1, 1] */
  BufferedImage picture(float[] values) {
    return picture(pixel -> rgb(values, pixel));
  }

  /** Returns a picture. @param rgb color 0xRRGGBB by the index of the pixel, row by row */
  BufferedImage picture(IntUnaryOperator rgb) {
    BufferedImage picture = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < shape.height() * shape.width(); pixel++) {
      picture.setRGB(pixel % shape.width(), pixel / shape.width(), rgb.applyAsInt(pixel));
    }
    return picture;
  }

  /** Returns the color 0xRRGGBB of one pixel; values outside [-1, 1] are clipped. */
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
