package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/**
 * Light that falls across the image from one side.
 *
 * @param x toward the light, the vector (x, y) has length 1
 * @param y toward the light
 * @param strength change of brightness across an object
 */
record Light(double x, double y, double strength) {
  static Light random(SeededRandom random) {
    double angle = 2 * Math.PI * random.nextDouble();
    return new Light(StrictMath.cos(angle), StrictMath.sin(angle), 0.15 + 0.35 * random.nextDouble());
  }

  /** Brightness, 1 on average, at an offset in pixels from the middle of something {@code extent} pixels wide. */
  double at(double offsetX, double offsetY, double extent) {
    return 1 + strength * (offsetX * x + offsetY * y) / extent;
  }
}
