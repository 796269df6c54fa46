package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

class SliceSamplerTest {
  private static final int COUNT = 20_000;

  private static double[] coordinate(List<double[]> points, int index) {
    return points.stream().mapToDouble(point -> point[index]).toArray();
  }

  /** Two normal coordinates with means 2 and -1, standard deviations 0.5 and 3, and a correlation of 0.6. */
  @Test
  void pointsHaveTheDistributionOfTheDensity() {
    SliceSampler sampler = new SliceSampler(point -> {
      double first = (point[0] - 2) / 0.5;
      double second = (point[1] + 1) / 3;
      return -(first * first - 1.2 * first * second + second * second) / (2 * (1 - 0.36));
    }, new double[] {0, 0}, new Well19937c(2));
    List<double[]> points = Stream.generate(sampler::next).limit(COUNT).toList();
    double[] first = coordinate(points, 0);
    double[] second = coordinate(points, 1);
    assertEquals(2, StatUtils.mean(first), 0.03);
    assertEquals(-1, StatUtils.mean(second), 0.15);
    assertEquals(0.25, StatUtils.variance(first), 0.015);
    assertEquals(9, StatUtils.variance(second), 0.6);
    assertEquals(0.6, new PearsonsCorrelation().correlation(first, second), 0.03);
  }

  /** A density with a step: half of the probability is below 0. */
  @Test
  void findsBothPartsOfADensity() {
    SliceSampler sampler = new SliceSampler(point -> Math.abs(point[0]) > 1 ? Double.NEGATIVE_INFINITY : 0,
        new double[] {0.9}, new Well19937c(2));
    double[] drawn = coordinate(Stream.generate(sampler::next).limit(COUNT).toList(), 0);
    assertEquals(0, StatUtils.mean(drawn), 0.02);
    assertEquals(1.0 / 3, StatUtils.variance(drawn), 0.01);
  }
}
