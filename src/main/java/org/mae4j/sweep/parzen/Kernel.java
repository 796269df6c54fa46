package org.mae4j.sweep.parzen;

import org.apache.commons.math3.random.RandomGenerator;

/** A probability density over [0, 1]. */
public interface Kernel {
  /** The uniform density. */
  Kernel UNIFORM = new StepKernel(new double[] {1});

  /** Returns the density, at least 0. @param coordinate in [0, 1] */
  double density(double coordinate);

  /** Returns a coordinate in [0, 1). */
  double sample(RandomGenerator random);
}
