package org.mae4j.sweep.parzen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;

class ParzenEstimatorTest {
  private static final List<Dimension> DIMENSIONS =
      List.of(new Dimension.Continuous(), new Dimension.Ordered(4), new Dimension.Unordered(3));
  private static final List<double[]> OBSERVED =
      List.of(new double[] {0.1, 0.125, 0.5}, new double[] {0.7, 0.875, Double.NaN}, new double[] {1, 0.625, 0.9});

  private final ParzenEstimator estimator = new ParzenEstimator(DIMENSIONS, OBSERVED);

  /** Bandwidths are 0.7 times the larger distance to a neighbor, but at least 1/5. */
  @Test
  void densityIsMeanOfProducts() {
    double[] at = {0.3, 0.375, 0.1};
    double expected = 1;
    expected += normal(0.1, 0.42, 0.3) * share(0.125, 0.35, 0.25, 0.5) * 4 * (0.5 / 3) * 3;
    expected += normal(0.7, 0.42, 0.3) * share(0.875, 0.2, 0.25, 0.5) * 4;
    expected += normal(1, 0.21, 0.3) * share(0.625, 0.35, 0.25, 0.5) * 4 * (0.5 / 3) * 3;
    assertEquals(Math.log(expected / 4), estimator.logDensity(at), 1e-9);
  }

  private static double normal(double mean, double deviation, double at) {
    return new NormalDistribution(mean, deviation).density(at) / share(mean, deviation, 0, 1, 1);
  }

  private static double share(double mean, double deviation, double low, double high) {
    return share(mean, deviation, low, high, share(mean, deviation, 0, 1, 1));
  }

  private static double share(double mean, double deviation, double low, double high, double whole) {
    return new NormalDistribution(mean, deviation).probability(low, high) / whole;
  }

  @Test
  void densityIntegratesToOne() {
    int steps = 240;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      for (int value = 0; value < 4; value++) {
        for (int category = 0; category < 3; category++) {
          sum += Math.exp(estimator.logDensity(
              new double[] {(i + 0.5) / steps, (value + 0.5) / 4, (category + 0.5) / 3})) / (steps * 4 * 3);
        }
      }
    }
    assertEquals(1, sum, 1e-5);
  }

  @Test
  void coordinatesWithoutValueDoNotCount() {
    double[] at = {0.3, Double.NaN, Double.NaN};
    double expected = (normal(0.1, 0.42, 0.3) + normal(0.7, 0.42, 0.3) + normal(1, 0.21, 0.3) + 1) / 4;
    assertEquals(Math.log(expected), estimator.logDensity(at), 1e-9);
  }

  @Test
  void samplesFollowDensity() {
    RandomGenerator random = new Well19937c(1);
    int samples = 40_000;
    int[] counts = new int[12];
    for (int i = 0; i < samples; i++) {
      double[] sample = estimator.sample(random);
      assertTrue(sample[0] >= 0 && sample[0] < 1);
      int value = (int) (sample[1] * 4);
      int category = (int) (sample[2] * 3);
      counts[value * 3 + category]++;
    }
    for (int cell = 0; cell < counts.length; cell++) {
      double expected = Math.exp(estimator.logDensity(
          new double[] {Double.NaN, (cell / 3 + 0.5) / 4, (cell % 3 + 0.5) / 3})) / 12;
      assertEquals(expected, (double) counts[cell] / samples, 5 * Math.sqrt(expected / samples), "cell " + cell);
    }
  }

  /** A list of all values would not fit into memory. */
  @Test
  void ordersAnyNumberOfValues() {
    Dimension many = new Dimension.Ordered(Integer.MAX_VALUE);
    Density density = Densities.around(many, 0.4, 0.1);
    assertEquals(normal(0.4, 0.1, 0.45), Math.exp(density.logDensity(0.45)), 1e-5);
    RandomGenerator random = new Well19937c(1);
    assertEquals(0.4, DoubleStream.generate(() -> density.sample(random)).limit(1000).average().orElseThrow(), 0.015);
  }

  @Test
  void withoutObservationsDensityIsUniform() {
    assertEquals(0, new ParzenEstimator(DIMENSIONS, List.of()).logDensity(new double[] {0.3, 0.4, 0.5}), 1e-12);
  }
}
