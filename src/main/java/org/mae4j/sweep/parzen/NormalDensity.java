package org.mae4j.sweep.parzen;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.special.Erf;

/** A normal density that is cut at 0 and 1. */
final class NormalDensity implements Density {
  private static final double LARGEST = Math.nextDown(1.0);

  private final double mean;
  private final double deviation;
  /** Probability that the whole normal distribution is below 0. */
  private final double below;
  /** Probability that it is in [0, 1]. */
  private final double inside;
  private final double logHighest;

  /** @param mean in [0, 1] @param deviation above 0 */
  NormalDensity(double mean, double deviation) {
    this.mean = mean;
    this.deviation = deviation;
    this.below = cumulative(0);
    this.inside = cumulative(1) - below;
    this.logHighest = -Math.log(deviation * Math.sqrt(2 * Math.PI) * inside);
  }

  private double cumulative(double coordinate) {
    return Erf.erfc((mean - coordinate) / (deviation * Math.sqrt(2))) / 2;
  }

  @Override
  public double logDensity(double coordinate) {
    double distance = (coordinate - mean) / deviation;
    return logHighest - distance * distance / 2;
  }

  /** Returns the probability of an interval. */
  double mass(double low, double high) {
    return (cumulative(high) - cumulative(low)) / inside;
  }

  @Override
  public double sample(RandomGenerator random) {
    double probability = below + random.nextDouble() * inside;
    double sample = mean - deviation * Math.sqrt(2) * Erf.erfcInv(2 * probability);
    return Math.min(LARGEST, Math.max(0, sample));
  }
}
