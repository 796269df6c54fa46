package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/**
 * Coordinates of something placed in the image.
 *
 * @param centreX where the origin lies, in pixels
 * @param centreY where the origin lies, in pixels
 * @param cosine of the angle by which the axes are turned
 * @param sine of the angle by which the axes are turned
 * @param unitX pixels a unit along the turned x axis
 * @param unitY pixels a unit along the turned y axis
 */
record SceneFrame(double centreX, double centreY, double cosine, double sine, double unitX, double unitY) {

  /** A frame turned by {@code angle} radians. */
  static SceneFrame of(double centreX, double centreY, double angle, double unitX, double unitY) {
    return new SceneFrame(centreX, centreY, StrictMath.cos(angle), StrictMath.sin(angle), unitX, unitY);
  }

  /** A frame with random origin, any angle and a unit between {@code least} and {@code most} pixels. */
  static SceneFrame random(SeededRandom random, double least, double most) {
    double unit = least + (most - least) * random.nextDouble();
    double angle = 2 * Math.PI * random.nextDouble();
    return of(SceneCanvas.SIZE * random.nextDouble(), SceneCanvas.SIZE * random.nextDouble(), angle, unit, unit);
  }

  double x(double pixelX, double pixelY) {
    return ((pixelX - centreX) * cosine + (pixelY - centreY) * sine) / unitX;
  }

  double y(double pixelX, double pixelY) {
    return ((pixelY - centreY) * cosine - (pixelX - centreX) * sine) / unitY;
  }
}
