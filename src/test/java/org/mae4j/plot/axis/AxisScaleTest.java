package org.mae4j.plot.axis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisScaleTest {

  @Test
  void ticksAreRoundNumbers() {
    assertTicks(List.of(0.0, 2.0, 4.0, 6.0, 8.0), new AxisScale(0, 9, false));
    assertTicks(List.of(-0.05, 0.0, 0.05, 0.1), new AxisScale(-0.06, 0.11, false));
    assertTicks(List.of(1e-4, 2e-4, 3e-4), new AxisScale(5e-5, 3.9e-4, false));
  }

  @Test
  void logarithmicTicksArePowersOfTenAndTheirMultiples() {
    assertTicks(List.of(0.05, 0.1, 0.2, 0.5), new AxisScale(0.04, 0.6, true));
    assertTicks(List.of(0.001, 0.01, 0.1, 1.0, 10.0), new AxisScale(0.0005, 30, true));
    assertTicks(List.of(0.11, 0.12, 0.13, 0.14), new AxisScale(0.105, 0.145, true));
  }

  @Test
  void positionsOnALogarithmicScale() {
    assertEquals(0.5, new AxisScale(1, 100, true).position(10), 1e-12);
    assertEquals(0.25, new AxisScale(0, 8, false).position(2), 1e-12);
  }

  @Test
  void equalValuesHaveAnAxis() {
    AxisScale scale = AxisScale.around(new double[] {3, 3}, false);
    assertEquals(0.5, scale.position(3), 1e-12);
    assertTrue(AxisScale.around(new double[] {1, 1}, true).ticks().size() >= 2);
  }

  @Test
  void onlyZerosHaveAnAxisFrom0To1() {
    assertEquals(new AxisScale(0, 1, false), AxisScale.around(new double[] {0, 0}, false));
  }

  @Test
  void theMarginsOfExtremeValuesAreFinite() {
    assertEquals(Double.MAX_VALUE, AxisScale.around(new double[] {0.5, 1e300}, true).high());
    assertEquals(Double.MIN_NORMAL, AxisScale.around(new double[] {0.5, 1e-307}, true).low());
  }

  private static void assertTicks(List<Double> expected, AxisScale scale) {
    List<Double> ticks = scale.ticks();
    assertEquals(expected.size(), ticks.size(), ticks.toString());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), ticks.get(i), 1e-12, ticks.toString());
    }
  }
}
