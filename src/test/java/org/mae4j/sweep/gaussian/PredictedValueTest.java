package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictedValueTest {
  @ParameterizedTest
  @CsvSource({"0.3, 0.2, 0.1", "0.3, 0.2, 0.9", "-1, 0.5, -1", "2, 0.4, 0.5", "0, 1, -7", "0, 1, -20"})
  void theImprovementIsAnIntegral(double mean, double deviation, double lowest) {
    NormalDistribution normal = new NormalDistribution(mean, deviation);
    double integral = new IterativeLegendreGaussIntegrator(32, 1e-12, 1e-300).integrate(1_000_000,
        value -> (lowest - value) * normal.density(value), Math.min(lowest, mean) - 12 * deviation, lowest);
    assertEquals(Math.log(integral), new PredictedValue(mean, deviation).logImprovement(lowest), 1e-9);
  }

  /** Where the improvement itself is 0 in double precision, too. */
  @Test
  void theImprovementFallsWithoutAJump() {
    PredictedValue prediction = new PredictedValue(0, 1);
    double last = prediction.logImprovement(-29);
    for (double lowest = -29.01; lowest > -60; lowest -= 0.01) {
      double next = prediction.logImprovement(lowest);
      assertEquals(lowest, (next - last) / 0.01, 0.1, "slope at " + lowest);
      last = next;
    }
    assertTrue(last < Math.log(Double.MIN_VALUE));
  }
}
