package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static float[] gaussian(int count, double mean, double deviation) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  @Test
  void statisticsAgreeWithCommonsMath() {
    for (int count : new int[] {1, 2, 1001}) {
      float[] values = gaussian(count, 0.5, 2);
      double[] doubles = doubles(values);
      Distribution found = Distribution.of(values);
      assertEquals(count, found.count());
      assertEquals(StatUtils.mean(doubles), found.mean(), 1e-6);
      assertEquals(FastMath.sqrt(StatUtils.populationVariance(doubles)), found.deviation(), 1e-5);
      assertEquals(Arrays.stream(doubles).map(Math::abs).average().orElseThrow(), found.magnitude(), 1e-6);
      assertEquals(StatUtils.min(doubles), found.min());
      assertEquals(StatUtils.max(doubles), found.max());
      assertEquals(count, found.histogram().stream().mapToInt(Integer::intValue).sum());
    }
  }

  @Test
  void binsHaveEqualWidthAndTheLargestValueIsInTheLastBin() {
    float[] values = new float[41];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    assertEquals(List.of(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3),
        Distribution.of(values).histogram());
  }

  @Test
  void equalValuesAreInOneBin() {
    Distribution same = Distribution.of(new float[] {0.1f, 0.1f, 0.1f});
    assertEquals(3, same.histogram().get(0));
    assertEquals(0, same.deviation(), 1e-8);
    assertEquals(0.1f, same.magnitude());
  }

  /** The width of a bin may be below the smallest positive float. */
  @Test
  void valuesMayDifferByTheSmallestFloat() {
    float[] values = {0, Float.MIN_VALUE, 2 * Float.MIN_VALUE};
    List<Integer> histogram = Distribution.of(values).histogram();
    assertEquals(List.of(1, 1, 1), List.of(histogram.get(0), histogram.get(10), histogram.get(19)));
  }

  @Test
  void statisticsOfPartsGiveJointStatistics() {
    float[] one = gaussian(300, -1, 0.5);
    float[] other = gaussian(700, 2, 1.5);
    float[] both = Arrays.copyOf(one, 1000);
    System.arraycopy(other, 0, both, 300, 700);
    Distribution.Summary together = Distribution.together(List.of(Distribution.of(one), Distribution.of(other)));
    assertEquals(Distribution.of(both).deviation(), together.deviation(), 1e-5);
    assertEquals(Distribution.of(both).magnitude(), together.magnitude(), 1e-6);
  }

  @Test
  void aDistributionNeedsValuesAndAllBins() {
    assertThrows(IllegalArgumentException.class, () -> new Distribution(0, 0, 0, 0, 0, 0,
        Collections.nCopies(Distribution.BINS, 0)));
    assertThrows(IllegalArgumentException.class, () -> new Distribution(1, 0, 0, 0, 0, 0, List.of(1)));
  }
}
