package org.mae4j.sweep.parzen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * A density over positions: the mean of one product of densities per observed position, and of the uniform density, which
 * keeps every position possible.
 */
final class ParzenEstimator {
  /** Bandwidth of one observation, in units of the range. */
  private static final double BANDWIDTH = 0.2;
  /** Lets few observations not narrow the search; above this number of observations, the bound no longer falls. */
  private static final double MAX_NARROWING = 100;

  /** By component, then by dimension. */
  private final List<List<Density>> components = new ArrayList<>();

  /** @param observed positions, one coordinate per dimension */
  ParzenEstimator(List<Dimension> dimensions, List<double[]> observed) {
    double[] bandwidths = new double[dimensions.size()];
    for (int d = 0; d < bandwidths.length; d++) {
      int dimension = d;
      bandwidths[d] = bandwidth(dimensions.size(),
          observed.stream().filter(position -> !Double.isNaN(position[dimension])).count());
    }
    for (double[] position : observed) {
      List<Density> densities = new ArrayList<>();
      for (int d = 0; d < bandwidths.length; d++) {
        densities.add(dimensions.get(d).density(position[d], bandwidths[d]));
      }
      components.add(densities);
    }
    components.add(Collections.nCopies(dimensions.size(), Density.UNIFORM));
  }

  /** Returns the bandwidth by Scott's rule for a number of dimensions, with a lower bound. */
  private static double bandwidth(int dimensions, long observations) {
    double scott = BANDWIDTH * Math.pow(Math.max(1, observations), -1.0 / (dimensions + 4));
    return Math.max(scott, 1 / Math.min(MAX_NARROWING, 1.0 + observations));
  }

  /** Returns a random position; all its coordinates have values. */
  double[] sample(RandomGenerator random) {
    return components.get(random.nextInt(components.size())).stream().mapToDouble(density -> density.sample(random))
        .toArray();
  }

  /** Returns the logarithm of the density at a position; coordinates without a value do not count. */
  double logDensity(double[] position) {
    double[] logs = components.stream().mapToDouble(densities -> logProduct(densities, position)).toArray();
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum / logs.length);
  }

  private static double logProduct(List<Density> densities, double[] position) {
    double sum = 0;
    for (int d = 0; d < position.length; d++) {
      if (!Double.isNaN(position[d])) {
        sum += Math.log(densities.get(d).density(position[d]));
      }
    }
    return sum;
  }
}
