package org.mae4j.sweep.gaussian;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Draws points by a density, one coordinate after another: uniformly from the part of the line through the last point where
 * the density is above a random level (Neal, "Slice Sampling", Annals of Statistics 2003, figures 3 and 5).
 */
final class SliceSampler {
  /** Width of the first interval around a coordinate, and of each step by which it is widened. */
  private static final double WIDTH = 1;
  private static final int MOST_STEPS = 8;
  /** Ends the search where the level is that of the last point but for rounding. */
  private static final double LEAST_WIDTH = 1e-9;

  private final ToDoubleFunction<double[]> logDensity;
  private final RandomGenerator random;
  private final double[] point;
  private double height;

  /** @param logDensity logarithm of the density, but for a constant @param start a point with a density above 0 */
  SliceSampler(ToDoubleFunction<double[]> logDensity, double[] start, RandomGenerator random) {
    this.logDensity = logDensity;
    this.random = random;
    this.point = start.clone();
    this.height = logDensity.applyAsDouble(point);
  }

  /** Returns a further point; points that follow each other are correlated. */
  double[] next() {
    for (int i = 0; i < point.length; i++) {
      move(i);
    }
    return point.clone();
  }

  private void move(int i) {
    double level = height + StrictMath.log(1 - random.nextDouble());
    double last = point[i];
    double start = last - WIDTH * random.nextDouble();
    double low = end(i, start, -WIDTH, level);
    double high = end(i, start + WIDTH, WIDTH, level);
    double next = last;
    double reached = level;
    while (high - low > LEAST_WIDTH && !(reached > level)) {
      next = low + (high - low) * random.nextDouble();
      reached = at(i, next);
      low = next < last ? next : low;
      high = next < last ? high : next;
    }
    if (reached > level) {
      height = reached;
    } else {
      point[i] = last;
    }
  }

  /** Returns where the density has fallen below a level. */
  private double end(int i, double start, double step, double level) {
    double end = start;
    for (int steps = 0; steps < MOST_STEPS && at(i, end) > level; steps++) {
      end += step;
    }
    return end;
  }

  private double at(int i, double coordinate) {
    point[i] = coordinate;
    return logDensity.applyAsDouble(point);
  }
}
