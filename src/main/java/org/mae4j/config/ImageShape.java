package org.mae4j.config;

/**
 * The shape of every image of a data set.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
public record ImageShape(int height, int width, int channels) {
  public ImageShape {
    new Checks()
        .require(height >= 1, "height", "must be at least 1, is " + height)
        .require(width >= 1, "width", "must be at least 1, is " + width)
        .require(channels == 1 || channels == 3, "channels", "must be 1 or 3, is " + channels)
        .throwIfAny();
  }

  /** Values in an image: channels · height · width. */
  public int size() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "×" + height + "×" + width;
  }
}
