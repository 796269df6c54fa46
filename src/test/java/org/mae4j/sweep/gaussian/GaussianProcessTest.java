package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;

class GaussianProcessTest {
  private static final int COUNT = 12;
  private static final List<Dimension> DIMENSIONS =
      List.of(new Dimension.Continuous(), new Dimension.Ordered(4), new Dimension.Unordered(3));
  private static final double[] LOGS = {Math.log(0.4), Math.log(0.7), Math.log(1.5), Math.log(0.05)};
  private static final double[] ELSEWHERE = {0.35, 0.625, 0.5};

  private final RandomGenerator random = new Well19937c(3);
  private final List<double[]> positions = Stream.generate(this::position).limit(COUNT).toList();
  private final double[] values = DoubleStream.generate(random::nextGaussian).limit(COUNT).toArray();
  private final MaternKernel kernel = new MaternKernel(DIMENSIONS, LOGS);
  private final GaussianProcess process = new GaussianProcess(kernel, positions, values);

  /** Some positions have no first coordinate. */
  private double[] position() {
    return new double[] {random.nextInt(3) == 0 ? Double.NaN : random.nextDouble(), (random.nextInt(4) + 0.5) / 4,
        (random.nextInt(3) + 0.5) / 3};
  }

  /** Returns the covariances of the values, with their noise. */
  private static RealMatrix covariances(MaternKernel kernel, List<double[]> positions) {
    RealMatrix covariances = MatrixUtils.createRealIdentityMatrix(positions.size()).scalarMultiply(kernel.noise());
    for (int i = 0; i < positions.size(); i++) {
      for (int j = 0; j < positions.size(); j++) {
        covariances.addToEntry(i, j, kernel.covariance(positions.get(i), positions.get(j)));
      }
    }
    return covariances;
  }

  /** Rasmussen and Williams, equations 2.25 and 2.26, with the inverse by another decomposition. */
  @Test
  void predictsByTheInverseOfTheCovariances() {
    RealMatrix inverse = new LUDecomposition(covariances(kernel, positions)).getSolver().getInverse();
    RealVector there = MatrixUtils.createRealVector(
        positions.stream().mapToDouble(position -> kernel.covariance(position, ELSEWHERE)).toArray());
    PredictedValue prediction = process.predict(ELSEWHERE);
    double mean = inverse.operate(there).dotProduct(MatrixUtils.createRealVector(values));
    assertEquals(mean, prediction.mean(), 1e-10);
    assertEquals(mean, process.mean(ELSEWHERE), 1e-10);
    assertEquals(Math.sqrt(1 - inverse.operate(there).dotProduct(there)), prediction.deviation(), 1e-10);
  }

  /** Rasmussen and Williams, equation 2.30, without its last term. */
  @Test
  void theLikelihoodIsThatOfANormalDistribution() {
    LUDecomposition decomposition = new LUDecomposition(covariances(kernel, positions));
    RealVector vector = MatrixUtils.createRealVector(values);
    double expected = -vector.dotProduct(decomposition.getSolver().solve(vector)) / 2
        - Math.log(decomposition.getDeterminant()) / 2;
    assertEquals(expected, process.logLikelihood(), 1e-10);
  }

  @Test
  void believingItsMeansChangesNoMeanAndNarrowsTheDistribution() {
    GaussianProcess believing = process.believing(List.of(ELSEWHERE));
    double[] near = {0.4, 0.625, 0.5};
    assertEquals(process.mean(near), believing.mean(near), 1e-10);
    assertTrue(believing.predict(near).deviation() < process.predict(near).deviation() / 2);
  }
}
