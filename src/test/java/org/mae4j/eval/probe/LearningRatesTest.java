package org.mae4j.eval.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LearningRatesTest {
  @Test
  void gridGrowsBesideTheBestRate() {
    assertEquals(OptionalDouble.of(0.003), rates(Map.of(0.01, 0.4, 0.03, 0.3, 0.1, 0.2)).wider());
    assertEquals(OptionalDouble.of(0.3), rates(Map.of(0.01, 0.2, 0.03, 0.3, 0.1, 0.4)).wider());
    assertEquals(OptionalDouble.empty(), rates(Map.of(0.01, 0.2, 0.03, 0.5, 0.1, 0.4)).wider());
  }

  @Test
  void addedRatesAreAtLeastTwiceAsFarAway() {
    assertEquals(OptionalDouble.of(0.01), rates(Map.of(0.05, 0.4, 0.2, 0.3)).wider());
    assertEquals(OptionalDouble.of(1), rates(Map.of(0.05, 0.3, 0.2, 0.3, 0.4, 0.5)).wider());
    assertEquals(OptionalDouble.of(3e-10), rates(Map.of(1e-9, 0.4, 0.2, 0.3)).wider());
  }

  @Test
  void highestAccuracyIsTheBest() {
    assertEquals(0.03, rates(Map.of(0.01, 0.2, 0.03, 0.5, 0.1, 0.4)).best());
  }

  @Test
  void middleOfEquallyAccurateRatesIsTheBest() {
    assertEquals(0.03, rates(Map.of(0.01, 0.5, 0.03, 0.5, 0.1, 0.5, 0.3, 0.1)).best());
  }

  /** Rates that are all too low to learn anything are equally accurate. */
  @Test
  void plateauAtAnEndIsLeft() {
    assertEquals(OptionalDouble.of(0.003), rates(Map.of(0.01, 0.5, 0.03, 0.5, 0.1, 0.5, 0.3, 0.1)).wider());
    assertEquals(OptionalDouble.of(3e-5), rates(Map.of(1e-6, 0.1, 3e-6, 0.1, 1e-5, 0.1)).wider());
  }

  @Test
  void rateWithoutErrorsNeedsNoWiderGrid() {
    assertTrue(rates(Map.of(0.01, 1.0, 0.03, 1.0)).isWideEnough());
    assertEquals(OptionalDouble.empty(), rates(Map.of(0.01, 1.0, 0.03, 1.0)).wider());
  }

  @Test
  void singleRateIsNoGrid() {
    assertEquals(OptionalDouble.empty(), rates(Map.of(0.01, 0.5)).wider());
    assertFalse(rates(Map.of(0.01, 0.5)).isWideEnough());
  }

  private static LearningRates rates(Map<Double, Double> accuracies) {
    return new LearningRates(new TreeMap<>(accuracies));
  }
}
