package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/** A stroke with round ends, thin or short enough not to be taken for an object; a blob where it has no length. */
record Clutter(SceneFrame frame, double length, double radius, SceneColor color, double cover) {

  static Clutter random(SeededRandom random) {
    boolean blob = random.nextDouble() < 0.5;
    double length = blob ? 0 : 3 + 4 * random.nextDouble();
    double radius = blob ? 1 + 1.2 * random.nextDouble() : 0.5 + 0.4 * random.nextDouble();
    return new Clutter(SceneFrame.random(random, 1, 1), length, radius, SceneColor.random(random),
        0.5 + 0.4 * random.nextDouble());
  }

  void draw(SceneCanvas canvas) {
    for (int pixel = 0; pixel < SceneCanvas.AREA; pixel++) {
      double edge = radius + 0.5 - distance(pixel % SceneCanvas.SIZE, pixel / SceneCanvas.SIZE);
      if (edge > 0) {
        canvas.lay(pixel, color, cover * Math.min(1, edge));
      }
    }
  }

  /** Distance of a pixel from the stroke's middle line, which reaches {@code length} pixels either way. */
  private double distance(int x, int y) {
    double along = Math.max(0, Math.abs(frame.x(x, y)) - length);
    double across = frame.y(x, y);
    return Math.sqrt(along * along + across * across);
  }
}
