package org.mae4j.eval.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;

class PatchStatisticsTest {
  /** One row of three patches of four gray pixels. */
  private static final PatchGrid ROW = new PatchGrid(new ImageShape(2, 6, 1), 2);
  private static final PatchGrid GRID = new PatchGrid(new ImageShape(8, 8, 3), 2);
  private static final double EPSILON = 1e-6;

  @Test
  void normalizesByUnbiasedVariance() {
    PatchStatistics statistics = new PatchStatistics(ROW, new float[] {1, 2, 3, 6, 0, 0, 0, 0, 5, 5, 5, 5});
    double deviation = Math.sqrt((4 + 1 + 0 + 9) / 3.0 + EPSILON);
    assertEquals(-2 / deviation, statistics.normalized(0, 1), 1e-12);
    assertEquals(3 / deviation, statistics.normalized(0, 6), 1e-12);
    assertEquals(1 / Math.sqrt(EPSILON), statistics.normalized(1, 1), 1e-9);
  }

  @Test
  void restoresVisiblePatchesWithTheirStatistics() {
    float[] patches = Tiny.values(Tiny.images(GRID.image(), 1, 2, 1));
    PatchStatistics statistics = new PatchStatistics(GRID, patches);
    float[] normalized = new float[patches.length];
    for (int i = 0; i < patches.length; i++) {
      normalized[i] = (float) statistics.normalized(i / 12, patches[i]);
    }
    assertArrayEquals(patches, statistics.restore(normalized, new boolean[16]), 1e-6f);
  }

  /**
   * The left patch is masked. The middle patch has weight 1; the right patch, at twice the distance, has weight 1/4.
   */
  @Test
  void restoresMaskedPatchesWithStatisticsOfNearbyPatches() {
    PatchStatistics statistics = new PatchStatistics(ROW, new float[] {9, 9, 9, 9, 1, 2, 3, 6, 4, 4, 4, 4});
    double middle = Math.sqrt(14 / 3.0 + EPSILON);
    double right = Math.sqrt(EPSILON);
    float[] restored = statistics.restore(new float[] {0, 1, 2, -1, 0, 0, 0, 0, 0, 0, 0, 0},
        new boolean[] {true, false, false});
    double mean = (3 + 0.25 * 4) / 1.25;
    double deviation = (middle + 0.25 * right) / 1.25;
    assertArrayEquals(new float[] {(float) mean, (float) (mean + deviation), (float) (mean + 2 * deviation),
        (float) (mean - deviation), 3, 3, 3, 3, 4, 4, 4, 4}, restored, 1e-5f);
  }

  @Test
  void ignoresPixelsOfMaskedPatches() {
    boolean[] removed = new boolean[16];
    for (int n : new int[] {0, 3, 5, 6, 10, 15}) {
      removed[n] = true;
    }
    float[] prediction = Tiny.values(Tiny.images(GRID.image(), 1, 2, 2));
    float[] patches = Tiny.values(Tiny.images(GRID.image(), 1, 2, 1));
    float[] restored = new PatchStatistics(GRID, patches).restore(prediction, removed);
    float[] others = Tiny.values(Tiny.images(GRID.image(), 1, 2, 3));
    for (int i = 0; i < patches.length; i++) {
      patches[i] = removed[i / 12] ? others[i] : patches[i];
    }
    assertArrayEquals(restored, new PatchStatistics(GRID, patches).restore(prediction, removed));
    patches[12] += 0.5f; // patch 1 is visible
    assertFalse(Arrays.equals(restored, new PatchStatistics(GRID, patches).restore(prediction, removed)));
  }
}
