package org.mae4j.sweep.gaussian;

import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/** The lower triangular factor L of a matrix of covariances L Lᵀ. */
final class TriangularFactor {
  private static final double SYMMETRY = 1e-10;
  private static final double LEAST_PIVOT = 1e-14;

  private final double[][] rows;

  private TriangularFactor(double[][] rows) {
    this.rows = rows;
  }

  /** @param covariances a symmetric matrix with positive eigenvalues */
  static TriangularFactor of(double[][] covariances) {
    return new TriangularFactor(new CholeskyDecomposition(MatrixUtils.createRealMatrix(covariances), SYMMETRY,
        LEAST_PIVOT).getL().getData());
  }

  /** Returns L⁻¹ times a vector. */
  double[] solve(double[] vector) {
    double[] solution = vector.clone();
    for (int i = 0; i < solution.length; i++) {
      for (int j = 0; j < i; j++) {
        solution[i] -= rows[i][j] * solution[j];
      }
      solution[i] /= rows[i][i];
    }
    return solution;
  }

  /** Returns the inverse of the matrix of covariances times a vector. */
  double[] solveBoth(double[] vector) {
    double[] solution = solve(vector);
    for (int i = solution.length - 1; i >= 0; i--) {
      solution[i] /= rows[i][i];
      for (int j = 0; j < i; j++) {
        solution[j] -= rows[i][j] * solution[i];
      }
    }
    return solution;
  }

  /** Returns the logarithm of the determinant of L. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += StrictMath.log(rows[i][i]);
    }
    return sum;
  }
}
