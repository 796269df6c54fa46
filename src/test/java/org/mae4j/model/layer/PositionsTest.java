package org.mae4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.buffer.DataType;

class PositionsTest {
  /** Three rows of four patches. */
  private static final PatchGrid GRID = new PatchGrid(new ImageShape(6, 8, 3), 2);
  private static final int WIDTH = 16;

  private final double[][] table = Positions.sincos(DataType.DOUBLE, GRID, WIDTH).toDoubleMatrix();

  @Test
  void firstPatchHasZeroSinesAndUnitCosines() {
    assertArrayEquals(new double[] {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1}, table[0]);
  }

  /** Patch 6 is in row 1 and column 2. The width has 4 quarters of 4; the frequencies are 1, 1/10, 1/100 and 1/1000. */
  @Test
  void matchesManualValues() {
    assertArrayEquals(new double[] {
        0.909297426826, 0.198669330795, 0.019998666693, 0.001999998667,
        -0.416146836547, 0.980066577841, 0.999800006667, 0.999998000001,
        0.841470984808, 0.099833416647, 0.009999833334, 0.000999999833,
        0.540302305868, 0.995004165278, 0.999950000417, 0.999999500000}, table[6], 1e-12);
  }

  @Test
  void halvesDependOnlyOnColumnAndRow() {
    for (int n = 0; n < GRID.patches(); n++) {
      for (int i = 0; i < WIDTH / 2; i++) {
        assertEquals(table[n % 4][i], table[n][i]);
        assertEquals(table[n / 4 * 4][WIDTH / 2 + i], table[n][WIDTH / 2 + i]);
      }
    }
  }

  /** The property that motivates sines and cosines (arXiv 1706.03762, 3.5). */
  @Test
  void productsDependOnlyOnDistance() {
    assertEquals(WIDTH / 2.0, product(5, 5), 1e-12);
    assertEquals(product(0, 5), product(1, 6), 1e-12);
    assertEquals(product(0, 5), product(6, 11), 1e-12);
    assertEquals(product(2, 5), product(5, 2), 1e-12);
  }

  private double product(int a, int b) {
    return IntStream.range(0, WIDTH).mapToDouble(i -> table[a][i] * table[b][i]).sum();
  }
}
