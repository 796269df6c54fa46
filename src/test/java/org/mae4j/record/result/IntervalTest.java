package org.mae4j.record.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IntervalTest {
  /** The expected values are from numpy. */
  @Test
  void isWilsonsScoreInterval() {
    Interval interval = Interval.wilson(312, 1000);

    assertEquals(0.2840496860924683, interval.low(), 1e-12);
    assertEquals(0.3413891750981004, interval.high(), 1e-12);
  }

  @Test
  void staysWithinProbabilities() {
    assertEquals(0, Interval.wilson(0, 10).low());
    assertEquals(0.2775327998628892, Interval.wilson(0, 10).high(), 1e-12);
    assertEquals(1, Interval.wilson(10, 10).high());
  }

  @Test
  void refusesImpossibleCounts() {
    assertThrows(IllegalArgumentException.class, () -> Interval.wilson(11, 10));
    assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
  }
}
