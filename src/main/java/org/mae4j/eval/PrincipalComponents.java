package org.mae4j.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * A principal component analysis of points: their coordinates along the eigenvectors of the covariance matrix with
 * the largest eigenvalues. The sign of a direction is the one for which its largest component is positive.
 *
 * @param coordinates of each point, relative to the mean, {@code [points][components]}
 * @param explained fraction of the total variance along each component, in [0, 1]; 0 if all points are equal
 */
public record PrincipalComponents(double[][] coordinates, double[] explained) {

  /**
   * Returns the analysis of some points.
   *
   * @param rows at least two points, {@code [points][width]}
   * @param components number of directions, at most {@code width}
   */
  public static PrincipalComponents of(float[][] rows, int components) {
    RealMatrix centered = centered(rows);
    RealMatrix covariance = new Covariance(centered).getCovarianceMatrix(); // [width, width]
    EigenDecomposition eigen = new EigenDecomposition(covariance);
    double total = covariance.getTrace();
    RealMatrix directions = MatrixUtils.createRealMatrix(rows[0].length, components);
    double[] explained = new double[components];
    for (int i = 0; i < components; i++) {
      directions.setColumn(i, signed(eigen.getEigenvector(i).toArray()));
      explained[i] = total > 0 ? Math.max(0, eigen.getRealEigenvalue(i)) / total : 0;
    }
    return new PrincipalComponents(centered.multiply(directions).getData(), explained);
  }

  private static RealMatrix centered(float[][] rows) {
    int width = rows[0].length;
    double[] means = IntStream.range(0, width)
        .mapToDouble(j -> Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElseThrow()).toArray();
    RealMatrix centered = MatrixUtils.createRealMatrix(rows.length, width);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        centered.setEntry(i, j, rows[i][j] - means[j]);
      }
    }
    return centered;
  }

  private static double[] signed(double[] direction) {
    double greatest = Arrays.stream(direction).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
    return Arrays.stream(direction).map(value -> greatest < 0 ? -value : value).toArray();
  }
}
