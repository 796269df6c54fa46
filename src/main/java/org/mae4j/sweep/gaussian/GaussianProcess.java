package org.mae4j.sweep.gaussian;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A Gaussian process with mean 0 and variance 1, conditioned on values at positions (Rasmussen and Williams, Gaussian
 * Processes for Machine Learning, algorithm 2.1).
 */
final class GaussianProcess {
  private static final double LEAST_VARIANCE = 1e-12;
  private static final double SYMMETRY = 1e-10;
  private static final double LEAST_PIVOT = 1e-14;

  private final MaternKernel kernel;
  private final List<double[]> positions;
  private final RealVector values;
  /** The lower triangular factor of the covariances. */
  private final RealMatrix factor;
  /** The inverse of the covariances times the values. */
  private final RealVector weights;

  /** @param values one per position, with about mean 0 and variance 1 */
  GaussianProcess(MaternKernel kernel, List<double[]> positions, double[] values) {
    this.kernel = kernel;
    this.positions = List.copyOf(positions);
    this.values = new ArrayRealVector(values);
    CholeskyDecomposition decomposition = new CholeskyDecomposition(covariances(), SYMMETRY, LEAST_PIVOT);
    this.factor = decomposition.getL();
    this.weights = decomposition.getSolver().solve(this.values);
  }

  private RealMatrix covariances() {
    double[][] covariances = new double[positions.size()][positions.size()];
    for (int i = 0; i < covariances.length; i++) {
      for (int j = 0; j < i; j++) {
        covariances[i][j] = kernel.covariance(positions.get(i), positions.get(j));
        covariances[j][i] = covariances[i][j];
      }
      covariances[i][i] = 1 + kernel.noise();
    }
    return MatrixUtils.createRealMatrix(covariances);
  }

  private RealVector covariances(double[] position) {
    return new ArrayRealVector(positions.stream().mapToDouble(each -> kernel.covariance(each, position)).toArray());
  }

  /** Returns the expected value of the function at a position. */
  double mean(double[] position) {
    return covariances(position).dotProduct(weights);
  }

  /** Returns the distribution of the function at a position, without noise. */
  PredictedValue predict(double[] position) {
    RealVector covariances = covariances(position);
    double mean = covariances.dotProduct(weights);
    MatrixUtils.solveLowerTriangularSystem(factor, covariances);
    double variance = Math.max(LEAST_VARIANCE, 1 - covariances.dotProduct(covariances));
    return new PredictedValue(mean, Math.sqrt(variance));
  }

  /**
   * Returns this process conditioned on its own means at further positions, which narrows its distribution around them
   * (Ginsbourger, Le Riche and Carraro 2010, "kriging believer").
   */
  GaussianProcess believing(List<double[]> further) {
    return further.isEmpty() ? this : new GaussianProcess(kernel,
        Stream.concat(positions.stream(), further.stream()).toList(),
        values.append(new ArrayRealVector(further.stream().mapToDouble(this::mean).toArray())).toArray());
  }

  /** Returns the logarithm of the likelihood of the values, without the part that depends on their number only. */
  double logLikelihood() {
    double logDeterminant = 0;
    for (int i = 0; i < factor.getRowDimension(); i++) {
      logDeterminant += StrictMath.log(factor.getEntry(i, i));
    }
    return -values.dotProduct(weights) / 2 - logDeterminant;
  }
}
