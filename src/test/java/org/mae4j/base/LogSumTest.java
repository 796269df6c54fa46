package org.mae4j.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogSumTest {
  @Test
  void isTheLogarithmOfTheSum() {
    assertEquals(Math.log(2 + 3 + 0.5), LogSum.of(new double[] {Math.log(2), Math.log(3), Math.log(0.5)}), 1e-15);
  }

  @Test
  void holdsForNumbersBeyondTheRangeOfADouble() {
    assertEquals(-2000 + Math.log(2), LogSum.of(new double[] {-2000, -2000}), 1e-12);
    assertEquals(2000, LogSum.of(new double[] {2000, Double.NEGATIVE_INFINITY}));
  }
}
