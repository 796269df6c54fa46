package org.mae4j.checkpoint.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PositionGridTest {
  /** The rows are 1, 2 and 3, 4. */
  private static final PositionGrid SQUARE = new PositionGrid(2, 2, new double[][] {{1}, {2}, {3}, {4}});

  /** PyTorch's {@code interpolate(mode="bicubic", align_corners=False)} has these values, to its four digits. */
  @Test
  void enlargesAsPyTorchDoes() {
    double[][] rows = SQUARE.resized(4, 4, PositionGrid.Resampling.NEAREST_POINTS).values();
    assertArrayEquals(new double[] {0.6836, 1.0156, 1.5625, 1.8945, 1.3477, 1.6797, 2.2266, 2.5586},
        Arrays.stream(rows).limit(8).mapToDouble(row -> row[0]).toArray(), 5e-5);
  }

  /** Four points, by hand: with antialiasing the kernel covers all of them, without it the four nearest. */
  @Test
  void antialiasingWeighsAllPointsOfAReduction() {
    PositionGrid line = new PositionGrid(1, 4, new double[][] {{1, 0}, {0, 1}, {0, 0}, {0, 0}});
    double sum = 2 * 0.8671875 + 0.2265625 - 0.0703125;
    assertArrayEquals(new double[] {0.8671875 / sum, 0.8671875 / sum},
        line.resized(1, 2, PositionGrid.Resampling.ANTIALIASED).values()[0], 1e-12);
    assertArrayEquals(new double[] {-0.09375 + 0.59375, 0.59375},
        line.resized(1, 2, PositionGrid.Resampling.NEAREST_POINTS).values()[0], 1e-12);
  }

  @ParameterizedTest
  @EnumSource(PositionGrid.Resampling.class)
  void keepsAnEqualGridAndConstants(PositionGrid.Resampling kernel) {
    assertSame(SQUARE, SQUARE.resized(2, 2, kernel));
    double[][] constant = new double[6][2];
    Arrays.stream(constant).forEach(row -> Arrays.fill(row, 0.25));
    for (double[] row : new PositionGrid(2, 3, constant).resized(5, 1, kernel).values()) {
      assertArrayEquals(new double[] {0.25, 0.25}, row, 1e-12);
    }
  }
}
