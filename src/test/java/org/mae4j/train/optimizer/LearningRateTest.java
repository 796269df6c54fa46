package org.mae4j.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mae4j.testing.Tiny;

class LearningRateTest {
  private static final double EXACT = 1e-15;

  @Test
  void warmsUpLinearlyThenDecaysByCosine() {
    LearningRate rate = new LearningRate(1, 0.2, 4, 12);
    assertEquals(0.25, rate.at(0), EXACT);
    assertEquals(0.5, rate.at(1), EXACT);
    assertEquals(1, rate.at(3), EXACT);
    assertEquals(1, rate.at(4), EXACT);
    assertEquals(0.2 + 0.8 * 0.5 * (1 + Math.sqrt(0.5)), rate.at(6), EXACT); // cos(π/4)
    assertEquals(0.6, rate.at(8), EXACT); // half-way
    assertEquals(0.2 + 0.8 * 0.5 * (1 - Math.cos(Math.PI / 8)), rate.at(11), EXACT);
    assertEquals(0.2, rate.at(12), EXACT); // one step after the last
  }

  @Test
  void neverRisesAfterWarmUp() {
    LearningRate rate = new LearningRate(3e-4, 1e-6, 50, 1_000);
    for (int step = 50; step < 1_000; step++) {
      assertTrue(rate.at(step) <= rate.at(step - 1) && rate.at(step) >= 1e-6, "step " + step);
    }
  }

  @Test
  void baseRateAppliesTo256Images() {
    LearningRate rate = LearningRate.of(Tiny.adamW(1.5e-4, 1e-6, 0.05, 0.9, 0.95, 1e-8, 0, 0), 512, 1_000);
    assertEquals(new LearningRate(3e-4, 1e-6, 50, 1_000), rate);
  }

  @Test
  void startsAtPeakWithoutWarmUp() {
    assertEquals(1, new LearningRate(1, 0, 0, 3).at(0), EXACT);
  }

  @Test
  void limitsMinimumToPeak() {
    LearningRate rate = LearningRate.of(Tiny.adamW(1e-4, 1e-2, 0, 0.9, 0.95, 1e-8, 0, 0), 256, 10);
    assertEquals(1e-4, rate.at(9), EXACT);
  }

  @Test
  void rejectsWarmUpLongerThanTraining() {
    assertThrows(IllegalArgumentException.class, () -> new LearningRate(1, 0, 5, 4));
    assertThrows(IllegalArgumentException.class, () -> new LearningRate(1, 0, 0, 0));
  }
}
