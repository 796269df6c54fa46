package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.ObservedPositions;

class TrialValuesTest {
  private static List<double[]> positions(int count) {
    return IntStream.range(0, count).mapToObj(i -> new double[] {i}).toList();
  }

  private static double[] values(int ranked, int failed, Double... losses) {
    return TrialValues.of(new ObservedPositions(positions(ranked), List.of(losses), positions(failed), List.of()))
        .values();
  }

  @Test
  void valuesAreStandardized() {
    double[] values = values(5, 0, 1.0, 2.0, 4.0, 100.0, 1e6);
    assertEquals(0, StatUtils.mean(values), 1e-12);
    assertEquals(1, StatUtils.populationVariance(values), 1e-12);
  }

  /** The median is 3, and 3 - 1 is the unit of the logarithm: 3 + 2 ln(1 + 97 / 2). */
  @Test
  void lossesAboveTheMedianAreCompressed() {
    double[] values = values(3, 0, 1.0, 3.0, 100.0);
    double compressed = 3 + 2 * Math.log(1 + 97 / 2.0);
    assertEquals((compressed - 3) / (3 - 1), (values[2] - values[1]) / (values[1] - values[0]), 1e-12);
  }

  @Test
  void prunedAndFailedTrialsFollowTheFinishedOnes() {
    double[] values = values(5, 2, 1.0, 2.0, 3.0);
    double unit = values[1] - values[0];
    assertTrue(values[2] - values[1] <= unit && values[2] > values[1]);
    double range = values[2] - values[0];
    assertArrayEquals(new double[] {range / 2, range, range, range},
        IntStream.range(3, 7).mapToDouble(i -> values[i] - values[2]).toArray(), 1e-12);
  }

  @Test
  void trialsWithoutAnyLossAreRanked() {
    double[] values = values(3, 0);
    assertTrue(values[0] < values[1] && values[1] < values[2]);
    assertEquals(0, DoubleStream.of(values(3, 0, 7.0, 7.0, 7.0)).map(Math::abs).max().orElseThrow());
  }

  @Test
  void manyTrialsAreThinnedOutBelowTheBest() {
    assertArrayEquals(IntStream.range(0, 250).toArray(), TrialValues.chosen(250));
    int[] chosen = TrialValues.chosen(1000);
    assertArrayEquals(IntStream.range(0, 125).toArray(), IntStream.of(chosen).limit(125).toArray());
    assertEquals(250, IntStream.of(chosen).distinct().count());
    assertEquals(993, chosen[249]);
    assertEquals(250, TrialValues.of(new ObservedPositions(positions(300), List.of(), List.of(), List.of()))
        .positions().size());
  }
}
