package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;

class KernelPosteriorTest {
  private static final List<Dimension> DIMENSIONS = List.of(new Dimension.Continuous(), new Dimension.Continuous());
  private static final double[] ORIGIN = {0.2, 0.2};
  private static final double[] ALONG_FIRST = {0.6, 0.2};
  private static final double[] ALONG_SECOND = {0.2, 0.6};

  private final RandomGenerator random = new Well19937c(4);
  private final List<double[]> positions =
      Stream.generate(() -> new double[] {random.nextDouble(), random.nextDouble()}).limit(40).toList();

  private KernelPosterior posterior(ToDoubleFunction<double[]> function) {
    return new KernelPosterior(DIMENSIONS,
        new TrialValues(positions, positions.stream().mapToDouble(function).toArray()));
  }

  /** One value of 0 says nothing of the length scales; the prior falls by 1/2 within a standard deviation. */
  @Test
  void withOneValueThePriorOfTheLengthScalesIsLeft() {
    KernelPosterior posterior = new KernelPosterior(DIMENSIONS, new TrialValues(List.of(ORIGIN), new double[1]));
    double scale = Math.sqrt(2) + Math.log(2) / 2;
    double highest = posterior.logDensity(new double[] {scale, scale, -4});
    assertEquals(highest - 0.5, posterior.logDensity(new double[] {scale + Math.sqrt(3), scale, -4}), 1e-12);
    double likelihoods = Math.log((1 + Math.exp(-5) + 1e-6) / (1 + Math.exp(-4) + 1e-6)) / 2;
    assertEquals(highest - 0.5 - likelihoods, posterior.logDensity(new double[] {scale, scale, -5}), 1e-12);
  }

  @Test
  void aKeyWithoutEffectHasALongLengthScale() {
    for (MaternKernel kernel : posterior(position -> Math.sin(9 * position[0])).sample(8, random)) {
      assertTrue(kernel.covariance(ORIGIN, ALONG_SECOND) > 0.9);
      assertTrue(kernel.covariance(ORIGIN, ALONG_FIRST) < 0.6);
    }
  }

  @Test
  void noiseIsToldFromAFunction() {
    double exact = posterior(position -> Math.sin(9 * position[0])).sample(8, random).stream()
        .mapToDouble(MaternKernel::noise).average().orElseThrow();
    double noisy = posterior(position -> Math.sin(9 * position[0]) + 0.3 * random.nextGaussian()).sample(8, random)
        .stream().mapToDouble(MaternKernel::noise).average().orElseThrow();
    assertTrue(exact < 0.01, "variance " + exact);
    assertEquals(0.09, noisy, 0.06);
  }
}
