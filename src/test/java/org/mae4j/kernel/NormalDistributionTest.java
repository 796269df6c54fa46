package org.mae4j.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NormalDistributionTest {

  /** From tables: Φ(1) and Φ(−3), φ(0) and φ(2). */
  @Test
  void exactValues() {
    assertEquals(0.841344746068543, NormalDistribution.distribution(1), 1e-14);
    assertEquals(0.001349898031630, NormalDistribution.distribution(-3), 1e-14);
    assertEquals(0.398942280401433, NormalDistribution.density(0), 1e-14);
    assertEquals(0.053990966513188, NormalDistribution.density(2), 1e-14);
  }

  @Test
  void singlePrecisionIsWithinWhatItClaims() {
    for (float x = -NormalDistribution.LIMIT; x <= NormalDistribution.LIMIT; x += 1e-3f) {
      float distribution = 0.5f + x * NormalDistribution.slope(x * x);
      assertEquals(NormalDistribution.distribution(x), distribution, 2.2e-7, "distribution at " + x);
      assertEquals(NormalDistribution.density(x), NormalDistribution.densityOfSquare(x * x), 7.2e-8, "density at " + x);
    }
  }

  @Test
  void littleIsLeftBeyondTheLimit() {
    assertEquals(1, NormalDistribution.distribution(NormalDistribution.LIMIT), 2e-8);
  }
}
