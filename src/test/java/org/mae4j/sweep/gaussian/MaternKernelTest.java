package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;

class MaternKernelTest {
  private static final double NONE = Double.NaN;
  private static final List<Dimension> DIMENSIONS =
      List.of(new Dimension.Continuous(), new Dimension.Unordered(3), new Dimension.Continuous());
  private final MaternKernel kernel =
      new MaternKernel(DIMENSIONS, new double[] {Math.log(0.5), Math.log(2), Math.log(0.25), Math.log(0.01)});

  /** The covariance at a distance of one length scale is (1 + √5 + 5/3) e^-√5 = 0.523994. */
  @Test
  void aLengthScaleIsTheUnitOfADistance() {
    double[] origin = {0.2, 0.5, 0.3};
    assertEquals(1, kernel.covariance(origin, origin));
    assertEquals(0.523994, kernel.covariance(origin, new double[] {0.7, 0.5, 0.3}), 1e-6);
    assertEquals(0.523994, kernel.covariance(origin, new double[] {0.2, 0.5, 0.05}), 1e-6);
    assertEquals(1e-2 + 1e-6, kernel.noise(), 1e-12);
  }

  @Test
  void valuesWithoutAnOrderAreEquallyFar() {
    double near = kernel.covariance(new double[] {0.2, 1 / 6.0, 0.3}, new double[] {0.2, 0.5, 0.3});
    assertEquals(near, kernel.covariance(new double[] {0.2, 1 / 6.0, 0.3}, new double[] {0.2, 5 / 6.0, 0.3}));
    assertEquals(kernel.covariance(new double[] {0.2, 0.5, 0.3}, new double[] {0.45, 0.5, 0.3}), near, 1e-12,
        "a distance of 1 with a length scale of 2, as one of 0.25 with 0.5");
  }

  @Test
  void aCoordinateThatDoesNotExistIsBesideTheMiddleOfItsRange() {
    assertEquals(1, kernel.covariance(new double[] {0.2, 0.5, NONE}, new double[] {0.2, 0.5, NONE}));
    double beside = kernel.covariance(new double[] {0.2, 0.5, NONE}, new double[] {0.2, 0.5, 0.5});
    assertEquals(kernel.covariance(new double[] {0.2, 0.5, 0}, new double[] {0.2, 0.5, 1}), beside, 1e-15);
    assertTrue(kernel.covariance(new double[] {0.2, 0.5, NONE}, new double[] {0.2, 0.5, 0.9}) < beside);
  }

  /** With the same distance from all coordinates to one that does not exist, the matrix has a negative eigenvalue. */
  @Test
  void covariancesWithMissingCoordinatesHavePositiveEigenvalues() {
    MaternKernel exact = new MaternKernel(List.of(new Dimension.Continuous()), new double[] {Math.log(20), -30});
    double[] coordinates =
        DoubleStream.concat(DoubleStream.of(NONE), IntStream.rangeClosed(0, 10).mapToDouble(i -> i / 10.0))
            .toArray();
    double[][] covariances = DoubleStream.of(coordinates).mapToObj(first -> DoubleStream.of(coordinates)
        .map(second -> exact.covariance(new double[] {first}, new double[] {second})).toArray())
        .toArray(double[][]::new);
    double[] eigenvalues =
        new EigenDecomposition(MatrixUtils.createRealMatrix(covariances)).getRealEigenvalues();
    assertTrue(DoubleStream.of(eigenvalues).min().orElseThrow() > -1e-13, Arrays.toString(eigenvalues));
  }
}
