package org.mae4j.data.embedded;

/** A polygon that may be concave. */
record Polygon(double[] x, double[] y) {

  /** Returns a star with one tip at the top. */
  static Polygon star(int tips, double outer, double inner) {
    double[] x = new double[2 * tips];
    double[] y = new double[2 * tips];
    for (int i = 0; i < x.length; i++) {
      double radius = i % 2 == 0 ? outer : inner;
      x[i] = radius * StrictMath.sin(Math.PI * i / tips);
      y[i] = -radius * StrictMath.cos(Math.PI * i / tips);
    }
    return new Polygon(x, y);
  }

  /** Returns whether a point is inside: a ray to the right crosses an odd number of edges. */
  boolean contains(double px, double py) {
    boolean inside = false;
    for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
      boolean spans = y[i] > py != y[j] > py;
      if (spans && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
        inside = !inside;
      }
    }
    return inside;
  }
}
