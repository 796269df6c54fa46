package org.mae4j.record.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void bucketsCountTheValuesBelowTheirLimits() {
    Random random = new Random(1);
    float[] values = new float[5000];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    Histogram histogram = Histogram.of(values).orElseThrow();
    assertEquals(5000, histogram.count());
    assertEquals(sum, histogram.sum(), 1e-9);
    assertEquals(squares, histogram.sumOfSquares(), 1e-9);
    assertEquals(30, histogram.limits().size());
    double below = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 30; i++) {
      double limit = histogram.limits().get(i);
      assertEquals(histogram.min() + (histogram.max() - histogram.min()) * (i + 1) / 30, limit, 1e-12);
      assertEquals(count(values, below, i == 29 ? Double.POSITIVE_INFINITY : limit), histogram.counts().get(i), "" + i);
      below = limit;
    }
  }

  private static double count(float[] values, double from, double to) {
    double count = 0;
    for (float value : values) {
      count += value >= from && value < to ? 1 : 0;
    }
    return count;
  }

  @Test
  void aValueAtALimitBelongsToTheNextBucket() {
    float[] values = new float[31];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Histogram histogram = Histogram.of(values).orElseThrow();
    assertEquals(1, histogram.counts().get(0));
    assertEquals(1, histogram.counts().get(17));
    assertEquals(2, histogram.counts().get(29));
    assertEquals(30, histogram.limits().get(29));
  }

  @Test
  void equalValuesShareABucket() {
    assertEquals(Optional.of(new Histogram(-2, -2, 3, -6, 12, List.of(-2.0), List.of(3.0))),
        Histogram.of(new float[] {-2, -2, -2}));
  }

  @Test
  void nonFiniteValuesAreLeftOut() {
    Histogram histogram =
        Histogram.of(new float[] {Float.NaN, 1, Float.POSITIVE_INFINITY, 3, Float.NEGATIVE_INFINITY}).orElseThrow();
    assertEquals(List.of(1.0, 3.0, 2.0, 4.0, 10.0), List.of(histogram.min(), histogram.max(),
        (double) histogram.count(), histogram.sum(), histogram.sumOfSquares()));
    assertTrue(Histogram.of(new float[] {Float.NaN}).isEmpty());
    assertTrue(Histogram.of(new float[0]).isEmpty());
  }
}
