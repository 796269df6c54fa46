package org.mae4j.sweep.gaussian;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.mae4j.sweep.position.Dimension;

/** Random points of the unit cube. */
record Moves(List<Dimension> dimensions) {
  private static final double LARGEST = Math.nextDown(1.0);
  /** Probability that a value without an order changes where all coordinates move. */
  private static final double CHANGE = 0.1;

  double[] anywhere(RandomGenerator random) {
    return dimensions.stream().mapToDouble(dimension -> random.nextDouble()).toArray();
  }

  /** Gives coordinates that do not exist at a position a random value. */
  double[] completed(double[] position, RandomGenerator random) {
    return Arrays.stream(position).map(value -> Double.isNaN(value) ? random.nextDouble() : value).toArray();
  }

  /** Returns a point near another: one coordinate moves, or all do. @param step standard deviation of a coordinate */
  double[] from(double[] point, double step, RandomGenerator random) {
    double[] moved = point.clone();
    if (random.nextBoolean()) {
      int one = random.nextInt(moved.length);
      moved[one] = dimensions.get(one) instanceof Dimension.Unordered ? random.nextDouble()
          : near(one, point[one], step, random);
      return moved;
    }
    for (int d = 0; d < moved.length; d++) {
      if (!(dimensions.get(d) instanceof Dimension.Unordered)) {
        moved[d] = near(d, point[d], step, random);
      } else if (random.nextDouble() < CHANGE) {
        moved[d] = random.nextDouble();
      }
    }
    return moved;
  }

  /** Returns a coordinate at a normally distributed distance, reflected at the ends. */
  private double near(int dimension, double coordinate, double step, RandomGenerator random) {
    double width = dimensions.get(dimension) instanceof Dimension.Ordered ordered
        ? Math.max(step, 1.0 / ordered.size()) : step;
    double moved = Math.abs(coordinate + width * random.nextGaussian());
    return Math.min(LARGEST, Math.max(0, moved > 1 ? 2 - moved : moved));
  }
}
