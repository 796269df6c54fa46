package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/**
 * Light from one side of the image.
 *
 * @param x component of the unit vector (x, y) toward the light
 * @param y component of the unit vector (x, y) toward the light
 * @param strength change of brightness across an object
 */
record Light(double x, double y, double strength) {
  static Light random(SeededRandom random) {
    double angle = 2 * Math.PI * random.nextDouble();
    return new Light(StrictMath.cos(angle), StrictMath.sin(angle), 0.15 + 0.35 * random.nextDouble());
  }

  /** Returns the brightness, 1 on average, at an offset from the center of an area {@code extent} pixels wide. */
  double at(double offsetX, double offsetY, double extent) {
    return 1 + strength * (offsetX * x + offsetY * y) / extent;
  }
}
