package org.mae4j.sweep.parzen;

import java.util.Arrays;
import org.mae4j.sweep.position.Dimension;

/** The densities around observed coordinates. */
final class Densities {
  /** Share of the observed value if values have no order; the rest is spread evenly over all values. */
  private static final double OBSERVED = 0.5;

  private Densities() {}

  /**
   * Returns the density around one observed coordinate.
   *
   * @param observed in [0, 1]
   * @param bandwidth standard deviation of a normal density, above 0
   */
  static Density around(Dimension dimension, double observed, double bandwidth) {
    if (dimension instanceof Dimension.Unordered unordered) {
      return unordered(unordered.size(), observed);
    }
    NormalDensity normal = new NormalDensity(observed, bandwidth);
    return dimension instanceof Dimension.Ordered ordered ? new BinnedDensity(normal, ordered.size()) : normal;
  }

  private static Density unordered(int size, double observed) {
    double[] masses = new double[size];
    Arrays.fill(masses, (1 - OBSERVED) / size);
    masses[Math.min(size - 1, (int) (observed * size))] += OBSERVED;
    return new StepDensity(masses);
  }
}
