package org.mae4j.sweep.parzen;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * A density that is constant within intervals of equal width, each of which has the probability that a normal density has
 * there. No interval is computed that is not asked for, so there may be any number of them.
 *
 * @param count number of intervals, at least 1
 */
record BinnedDensity(NormalDensity normal, int count) implements Density {
  @Override
  public double logDensity(double coordinate) {
    int interval = interval(coordinate);
    return Math.log(normal.mass((double) interval / count, (interval + 1.0) / count) * count);
  }

  private int interval(double coordinate) {
    return Math.min(count - 1, (int) (coordinate * count));
  }

  @Override
  public double sample(RandomGenerator random) {
    return (interval(normal.sample(random)) + random.nextDouble()) / count;
  }
}
