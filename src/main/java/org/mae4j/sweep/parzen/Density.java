package org.mae4j.sweep.parzen;

import org.apache.commons.math3.random.RandomGenerator;

/** A probability density over [0, 1]. */
public interface Density {
  /** The uniform density. */
  Density UNIFORM = new StepDensity(new double[] {1});

  /** Returns the logarithm of the density. @param coordinate in [0, 1] */
  double logDensity(double coordinate);

  /** Returns a coordinate in [0, 1). */
  double sample(RandomGenerator random);
}
