package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * The shape of the images of a data set, {@code [channels, height, width]}.
 *
 * @param height in pixels, in [1, 16384]
 * @param width in pixels, in [1, 16384]
 * @param channels 1 (gray) or 3 (red, green, blue)
 */
public record ImageShape(int height, int width, int channels) {
  /** With this limit the number of values of an image fits in an int. */
  private static final int MAX_SIDE = 16_384;

  public ImageShape {
    new Checks()
        .require(height >= 1 && height <= MAX_SIDE, "height", "must lie in [1, " + MAX_SIDE + "], is " + height)
        .require(width >= 1 && width <= MAX_SIDE, "width", "must lie in [1, " + MAX_SIDE + "], is " + width)
        .require(channels == 1 || channels == 3, "channels", "must be 1 or 3, is " + channels)
        .throwIfAny();
  }

  /** Returns the number of values of an image: channels · height · width. */
  public int size() {
    return channels * height * width;
  }

  /**
   * Returns the shape of images whose sides are resized by a factor, and rounded to whole pixels, at least 1.
   *
   * @param scale factor on the sides, in (0, 1]
   */
  public ImageShape scaled(double scale) {
    return new ImageShape((int) Math.max(1, Math.round(scale * height)), (int) Math.max(1, Math.round(scale * width)),
        channels);
  }

  @Override
  public String toString() {
    return channels + "×" + height + "×" + width;
  }
}
