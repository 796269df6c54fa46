package org.mae4j.ops.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExponentialTest {
  private final Exponential exponential = new Exponential();

  @Test
  void isWithinDocumentedError() {
    float[] x = new float[87_001]; // not a multiple of the vector length
    for (int i = 0; i < x.length; i++) {
      x[i] = -i / 1000f;
    }
    float[] y = x.clone();
    exponential.apply(y, y.length);
    for (int i = 0; i < x.length; i++) {
      double exact = Math.exp(x[i]);
      assertEquals(exact, y[i], 2e-7 * exact, "at " + x[i]);
    }
  }

  @Test
  void isOneAtZero() {
    float[] y = {0, -0f};
    exponential.apply(y, 2);
    assertEquals(1, y[0]);
    assertEquals(1, y[1]);
  }

  @Test
  void isNearZeroForLargeNegativeInput() {
    float[] y = {-88, -1e30f, Float.NEGATIVE_INFINITY};
    exponential.apply(y, 3);
    for (float value : y) {
      assertEquals(0, value, 2e-38);
    }
  }

  @Test
  void keepsNan() {
    float[] y = {Float.NaN};
    exponential.apply(y, 1);
    assertEquals(Float.NaN, y[0]);
  }

  @Test
  void leavesElementsAfterCount() {
    float[] y = {-1, -1};
    exponential.apply(y, 1);
    assertEquals(-1, y[1]);
  }
}
