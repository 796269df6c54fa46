package org.mae4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimingSampleTest {
  private final TimingSample sample = new TimingSample(new double[] {4, 1, 3, 2});

  @Test
  void extremesDoNotDependOnOrder() {
    assertEquals(1, sample.least());
    assertEquals(4, sample.greatest());
  }

  @Test
  void interpolatesQuantiles() {
    assertEquals(2.5, sample.median());
    assertEquals(1.75, sample.quantile(0.25));
    assertEquals(3.25, sample.quantile(0.75));
  }

  @Test
  void singleTimeIsEveryQuantile() {
    assertEquals(7, new TimingSample(new double[] {7}).median());
    assertEquals(7, new TimingSample(new double[] {7}).quantile(0.25));
  }
}
