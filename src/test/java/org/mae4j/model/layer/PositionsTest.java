package org.mae4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
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

  /** The center of patch 1 of a row of 6 is at 1.5 of 6, which is 3 of 12 and lies between the columns 2 and 3. */
  @Test
  void patchesOfResizedImagesHaveThePositionsOfTheirCenters() {
    PatchGrid full = new PatchGrid(new ImageShape(16, 24, 3), 2); // 8 rows of 12
    double[][] half = Positions.sincos(DataType.DOUBLE, full.resized(0.5), WIDTH).toDoubleMatrix(); // 4 rows of 6
    assertEquals(24, half.length);
    assertPosition(half[1], 0.5, 2.5);
    assertPosition(half[23], 6.5, 10.5);
    double[][] most = Positions.sincos(DataType.DOUBLE, full.resized(0.75), WIDTH).toDoubleMatrix(); // 6 rows of 9
    assertPosition(most[0], 1.0 / 6, 1.0 / 6);
    assertPosition(most[4 * 9 + 7], 4.5 * 4 / 3 - 0.5, 7.5 * 4 / 3 - 0.5);
    assertEquals(Positions.sincos(DataType.DOUBLE, full, WIDTH),
        Positions.sincos(DataType.DOUBLE, full.resized(1), WIDTH));
  }

  private static void assertPosition(double[] position, double row, double column) {
    double[] expected = new double[WIDTH];
    for (int i = 0; i < WIDTH / 4; i++) {
      expected[i] = Math.sin(column / Math.pow(10, i));
      expected[WIDTH / 4 + i] = Math.cos(column / Math.pow(10, i));
      expected[WIDTH / 2 + i] = Math.sin(row / Math.pow(10, i));
      expected[3 * WIDTH / 4 + i] = Math.cos(row / Math.pow(10, i));
    }
    assertArrayEquals(expected, position, 1e-12);
  }

  /** Half the size: the mean of four learned positions. */
  @Test
  void learnedPositionsOfResizedImagesAreInterpolated() {
    PatchGrid full = new PatchGrid(new ImageShape(8, 12, 3), 2); // 4 rows of 6
    try (Parameters parameters = new Parameters(DataType.DOUBLE, 1)) {
      Graph graph = new Graph(parameters, 1e-6);
      new Positions(graph, LayerPath.of("p", ModuleKind.LINEAR), full.resized(0.5), 4,
          ModelConfig.PositionEmbedding.LEARNED).all(1).rename("positions");
      double[][] table = parameters.get("p").toDoubleMatrix();
      assertEquals(24, table.length);
      try (GraphPlan plan = GraphPlan.forward(graph.sameDiff(), "positions")) {
        plan.run();
        double[][] half = plan.output("positions").toDoubleMatrix();
        assertEquals(6, half.length);
        for (int i = 0; i < 4; i++) { // patch 4: rows 2 and 3, columns 2 and 3
          assertEquals((table[14][i] + table[15][i] + table[20][i] + table[21][i]) / 4, half[4][i], 1e-12);
        }
      }
    }
  }

  private double product(int a, int b) {
    return IntStream.range(0, WIDTH).mapToDouble(i -> table[a][i] * table[b][i]).sum();
  }
}
