package org.mae4j.sweep.gaussian;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A Gaussian process with mean 0 and variance 1, conditioned on values at positions (Rasmussen and Williams, Gaussian
 * Processes for Machine Learning, algorithm 2.1).
 */
final class GaussianProcess {
  private static final double LEAST_VARIANCE = 1e-12;

  private final MaternKernel kernel;
  private final List<double[]> positions;
  private final double[] values;
  private final TriangularFactor factor;
  /** The inverse of the covariances times the values. */
  private final double[] weights;

  /** @param values one per position, with about mean 0 and variance 1 */
  GaussianProcess(MaternKernel kernel, List<double[]> positions, double[] values) {
    this.kernel = kernel;
    this.positions = List.copyOf(positions);
    this.values = values.clone();
    this.factor = TriangularFactor.of(covariances());
    this.weights = factor.solveBoth(values);
  }

  private double[][] covariances() {
    double[][] covariances = new double[positions.size()][positions.size()];
    for (int i = 0; i < covariances.length; i++) {
      for (int j = 0; j < i; j++) {
        covariances[i][j] = kernel.covariance(positions.get(i), positions.get(j));
        covariances[j][i] = covariances[i][j];
      }
      covariances[i][i] = 1 + kernel.noise();
    }
    return covariances;
  }

  private double[] covariances(double[] position) {
    return positions.stream().mapToDouble(each -> kernel.covariance(each, position)).toArray();
  }

  /** Returns the expected value of the function at a position. */
  double mean(double[] position) {
    return product(covariances(position), weights);
  }

  /** Returns the distribution of the function at a position, without noise. */
  PredictedValue predict(double[] position) {
    double[] covariances = covariances(position);
    double[] solution = factor.solve(covariances);
    double variance = Math.max(LEAST_VARIANCE, 1 - product(solution, solution));
    return new PredictedValue(product(covariances, weights), Math.sqrt(variance));
  }

  /**
   * Returns this process conditioned on its own means at further positions, which narrows its distribution around them
   * (Ginsbourger, Le Riche and Carraro 2010, "kriging believer").
   */
  GaussianProcess believing(List<double[]> further) {
    return further.isEmpty() ? this : new GaussianProcess(kernel,
        Stream.concat(positions.stream(), further.stream()).toList(),
        DoubleStream.concat(Arrays.stream(values), further.stream().mapToDouble(this::mean)).toArray());
  }

  /** Returns the logarithm of the likelihood of the values, without the part that depends on their number only. */
  double logLikelihood() {
    return -product(values, weights) / 2 - factor.logDeterminant();
  }

  private static double product(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }
}
