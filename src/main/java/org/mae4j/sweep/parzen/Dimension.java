package org.mae4j.sweep.parzen;

import java.util.Arrays;

/** One coordinate of the unit cube, and how densities along it are estimated. */
public sealed interface Dimension {

  /**
   * Returns the density around one observed coordinate.
   *
   * @param observed in [0, 1]
   * @param bandwidth standard deviation of a normal density, above 0
   */
  Density density(double observed, double bandwidth);

  /** A real number. */
  record Continuous() implements Dimension {
    @Override
    public Density density(double observed, double bandwidth) {
      return new NormalDensity(observed, bandwidth);
    }
  }

  /**
   * One of several values in their order. Value i is the interval [i / size, (i + 1) / size).
   *
   * @param size number of values, at least 2
   */
  record Ordered(int size) implements Dimension {
    @Override
    public Density density(double observed, double bandwidth) {
      return new BinnedDensity(new NormalDensity(observed, bandwidth), size);
    }
  }

  /**
   * One of several values without an order, in intervals as those of {@link Ordered}.
   *
   * @param size number of values, at least 2
   */
  record Unordered(int size) implements Dimension {
    /** Share of the observed value; the rest is spread evenly over all values. */
    private static final double OBSERVED = 0.5;

    @Override
    public Density density(double observed, double bandwidth) {
      double[] masses = new double[size];
      Arrays.fill(masses, (1 - OBSERVED) / size);
      masses[Math.min(size - 1, (int) (observed * size))] += OBSERVED;
      return new StepDensity(masses);
    }
  }
}
