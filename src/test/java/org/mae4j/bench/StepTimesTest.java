package org.mae4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepTimesTest {
  private final StepTimes times = new StepTimes(new double[] {4, 1, 3, 2});

  @Test
  void orderOfMeasurementDoesNotMatter() {
    assertEquals(1, times.least());
    assertEquals(4, times.greatest());
  }

  @Test
  void quantilesLieBetweenNeighbours() {
    assertEquals(2.5, times.median());
    assertEquals(1.75, times.quantile(0.25));
    assertEquals(3.25, times.quantile(0.75));
  }

  @Test
  void oneMeasurementIsEveryFigure() {
    assertEquals(7, new StepTimes(new double[] {7}).median());
    assertEquals(7, new StepTimes(new double[] {7}).quantile(0.25));
  }
}
