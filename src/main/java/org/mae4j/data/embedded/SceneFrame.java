package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/**
 * The coordinate system of an element of a scene.
 *
 * @param centerX x coordinate of the origin in pixels
 * @param centerY y coordinate of the origin in pixels
 * @param cosine cosine of the angle by which the axes are rotated
 * @param sine sine of the angle by which the axes are rotated
 * @param unitX pixels per unit along the rotated x axis
 * @param unitY pixels per unit along the rotated y axis
 */
record SceneFrame(double centerX, double centerY, double cosine, double sine, double unitX, double unitY) {

  /** Returns a frame that is rotated by {@code angle} radians. */
  static SceneFrame of(double centerX, double centerY, double angle, double unitX, double unitY) {
    return new SceneFrame(centerX, centerY, StrictMath.cos(angle), StrictMath.sin(angle), unitX, unitY);
  }

  /** Returns a frame with random origin and angle, and a unit between {@code min} and {@code max} pixels. */
  static SceneFrame random(SeededRandom random, double min, double max) {
    double unit = min + (max - min) * random.nextDouble();
    double angle = 2 * Math.PI * random.nextDouble();
    return of(SceneCanvas.SIZE * random.nextDouble(), SceneCanvas.SIZE * random.nextDouble(), angle, unit, unit);
  }

  double x(double pixelX, double pixelY) {
    return ((pixelX - centerX) * cosine + (pixelY - centerY) * sine) / unitX;
  }

  double y(double pixelX, double pixelY) {
    return ((pixelY - centerY) * cosine - (pixelX - centerX) * sine) / unitY;
  }
}
