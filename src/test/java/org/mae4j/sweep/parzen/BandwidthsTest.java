package org.mae4j.sweep.parzen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BandwidthsTest {
  @Test
  void bandwidthIsInProportionToTheLargerDistance() {
    Bandwidths bandwidths = of(0.1, 0.4, 0.9, Double.NaN);
    assertEquals(0.7 * 0.3, bandwidths.of(0.1), 1e-12);
    assertEquals(0.7 * 0.5, bandwidths.of(0.4), 1e-12);
    assertEquals(0.7 * 0.5, bandwidths.of(0.9), 1e-12);
  }

  @Test
  void neighborsAreOtherValues() {
    Bandwidths bandwidths = of(0, 0.5, 0.5, 0.5, 1);
    assertEquals(0.7 * 0.5, bandwidths.of(0.5), 1e-12);
  }

  @Test
  void bandwidthHasALowerBound() {
    assertEquals(1 / 5.0, of(0.5, 0.51, 0.52).of(0.51), 1e-12);
    assertEquals(0.01, new Bandwidths(DoubleStream.iterate(0, value -> value + 1e-4).limit(1000)).of(0), 1e-12);
  }

  @Test
  void aSingleValueIsBetweenTheEndsOfTheRange() {
    assertEquals(0.7 * 0.8, of(0.2).of(0.2), 1e-12);
    assertEquals(0.7 * 0.6, of(0.6, 0.6).of(0.6), 1e-12);
  }

  private static Bandwidths of(double... observed) {
    return new Bandwidths(DoubleStream.of(observed));
  }
}
