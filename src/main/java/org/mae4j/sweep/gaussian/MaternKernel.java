package org.mae4j.sweep.gaussian;

import java.util.Arrays;
import java.util.List;
import org.mae4j.sweep.position.Dimension;

/**
 * A Matérn kernel of smoothness 5/2 with a length scale per dimension and variance 1 (Rasmussen and Williams, Gaussian
 * Processes for Machine Learning, equation 4.17), and the variance of the noise. Positions are compared as points of a
 * Euclidean space, so that all matrices of covariances have positive eigenvalues: values without an order are the corners of
 * a simplex with edges of length 1, and a coordinate that does not exist is in the middle of its range, at distance 1
 * from the range.
 */
final class MaternKernel {
  /** Keeps matrices of covariances invertible. */
  private static final double LEAST_NOISE = 1e-6;
  private static final double MIDDLE = 0.5;

  private final boolean[] unordered;
  private final double[] inverseSquaredScales;
  private final double noise;

  /** @param logs natural logarithms of the length scales, one per dimension, and of the variance of the noise */
  MaternKernel(List<Dimension> dimensions, double[] logs) {
    this.unordered = new boolean[dimensions.size()];
    for (int d = 0; d < unordered.length; d++) {
      unordered[d] = dimensions.get(d) instanceof Dimension.Unordered;
    }
    this.inverseSquaredScales =
        Arrays.stream(logs).limit(dimensions.size()).map(log -> StrictMath.exp(-2 * log)).toArray();
    this.noise = StrictMath.exp(logs[dimensions.size()]) + LEAST_NOISE;
  }

  /** Returns the variance that each value has beside that of the function. */
  double noise() {
    return noise;
  }

  /** Returns the covariance of the function at two positions, in (0, 1]. */
  double covariance(double[] first, double[] second) {
    double squared = 5 * squaredDistance(first, second);
    double distance = Math.sqrt(squared);
    return (1 + distance + squared / 3) * StrictMath.exp(-distance);
  }

  private double squaredDistance(double[] first, double[] second) {
    double sum = 0;
    for (int d = 0; d < unordered.length; d++) {
      sum += scaled(d, first[d], second[d]);
    }
    return sum;
  }

  /** Returns the squared distance along one dimension in units of its length scale. */
  private double scaled(int dimension, double first, double second) {
    if (unordered[dimension]) {
      return Double.compare(first, second) == 0 ? 0 : inverseSquaredScales[dimension];
    }
    double difference = (Double.isNaN(first) ? MIDDLE : first) - (Double.isNaN(second) ? MIDDLE : second);
    double apart = Double.isNaN(first) == Double.isNaN(second) ? 0 : 1;
    return (apart + difference * difference) * inverseSquaredScales[dimension];
  }
}
