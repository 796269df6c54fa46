package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/**
 * Coordinates of something placed in the image.
 *
 * @param centerX where the origin lies, in pixels
 * @param centerY where the origin lies, in pixels
 * @param cosine of the angle by which the axes are turned
 * @param sine of the angle by which the axes are turned
 * @param unitX pixels a unit along the turned x axis
 * @param unitY pixels a unit along the turned y axis
 */
record SceneFrame(double centerX, double centerY, double cosine, double sine, double unitX, double unitY) {

  /** A frame turned by {@code angle} radians. */
  static SceneFrame of(double centerX, double centerY, double angle, double unitX, double unitY) {
    return new SceneFrame(centerX, centerY, StrictMath.cos(angle), StrictMath.sin(angle), unitX, unitY);
  }

  /** A frame with random origin, any angle and a unit between {@code least} and {@code most} pixels. */
  static SceneFrame random(SeededRandom random, double least, double most) {
    double unit = least + (most - least) * random.nextDouble();
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
