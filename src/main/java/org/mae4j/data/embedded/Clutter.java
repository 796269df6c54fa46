package org.mae4j.data.embedded;

import org.mae4j.data.random.SeededRandom;

/** A distractor: a thin stroke with round ends, or a small blob if its length is 0. */
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

  /** Returns the distance of a pixel from the stroke's center line, which extends {@code length} pixels both ways. */
  private double distance(int x, int y) {
    double along = Math.max(0, Math.abs(frame.x(x, y)) - length);
    double across = frame.y(x, y);
    return Math.sqrt(along * along + across * across);
  }
}
