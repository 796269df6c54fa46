package org.mae4j.sweep.parzen;

import org.apache.commons.math3.random.RandomGenerator;

/** A density that is constant within intervals of equal width. */
final class StepDensity implements Density {
  private final double[] masses;

  /** @param masses probability of each interval; their sum is 1 */
  StepDensity(double[] masses) {
    this.masses = masses.clone();
  }

  @Override
  public double logDensity(double coordinate) {
    return Math.log(masses[Math.min(masses.length - 1, (int) (coordinate * masses.length))] * masses.length);
  }

  @Override
  public double sample(RandomGenerator random) {
    double rest = random.nextDouble();
    int interval = 0;
    while (interval < masses.length - 1 && rest >= masses[interval]) {
      rest -= masses[interval];
      interval++;
    }
    return (interval + random.nextDouble()) / masses.length;
  }
}
