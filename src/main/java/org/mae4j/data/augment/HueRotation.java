package org.mae4j.data.augment;

/** A rotation of the hue of a pixel in the HSV color space; its value and its saturation stay. */
final class HueRotation {
  /** The color circle in sextants. */
  private static final int CIRCLE = 6;

  private HueRotation() {}

  /**
   * Rotates the hue of one pixel.
   *
   * @param images values of the pixel at {@code at} (red), {@code at + plane} (green) and {@code at + 2 * plane} (blue)
   * @param turn rotation as a fraction of the color circle, in [-0.5, 0.5]
   */
  static void apply(float[] images, int at, int plane, double turn) {
    float red = images[at];
    float green = images[at + plane];
    float blue = images[at + 2 * plane];
    float most = Math.max(red, Math.max(green, blue));
    float least = Math.min(red, Math.min(green, blue));
    if (most > least) {
      double sextant = sextant(red, green, blue, most, most - least) + CIRCLE * turn;
      for (int channel = 0; channel < 3; channel++) {
        images[at + channel * plane] = (float) (most - (most - least) * distance(channel, sextant));
      }
    }
  }

  /** Returns the hue in [-1, 5]: 0 for red, 2 for green, 4 for blue. */
  private static double sextant(float red, float green, float blue, float most, double range) {
    if (most == red) {
      return (green - blue) / range;
    }
    return most == green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  }

  /** Returns how far a channel lies below the largest one at a hue: 0 within one sextant of its own color, at most 1. */
  private static double distance(int channel, double sextant) {
    double apart = Math.abs(sextant - 2 * channel); // at most 8
    double around = apart < CIRCLE ? apart : apart - CIRCLE;
    return Math.max(0, Math.min(1, Math.min(around, CIRCLE - around) - 1));
  }
}
