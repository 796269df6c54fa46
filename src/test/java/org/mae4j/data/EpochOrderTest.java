package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

  @Test
  void isAPermutation() {
    int[] order = EpochOrder.of(3, 5, 1000);
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), order);
    assertEquals(0, EpochOrder.of(3, 5, 0).length);
  }

  @Test
  void dependsOnlyOnSeedAndEpoch() {
    int[] order = EpochOrder.of(3, 5, 1000);
    assertArrayEquals(order, EpochOrder.of(3, 5, 1000));
    assertFalse(Arrays.equals(order, EpochOrder.of(3, 6, 1000)));
    assertFalse(Arrays.equals(order, EpochOrder.of(4, 5, 1000)));
  }

  @Test
  void positionsAreUniformlyDistributed() {
    int[][] counts = new int[4][4];
    for (int epoch = 0; epoch < 40_000; epoch++) {
      int[] order = EpochOrder.of(1, epoch, 4);
      for (int place = 0; place < 4; place++) {
        counts[place][order[place]]++;
      }
    }
    // 10,000 expected in each; the bound is six standard deviations, and the seed is fixed.
    for (int[] place : counts) {
      for (int count : place) {
        assertEquals(10_000, count, 6 * Math.sqrt(40_000 * 0.25 * 0.75));
      }
    }
  }
}
