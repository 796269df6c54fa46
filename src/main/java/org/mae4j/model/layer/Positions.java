package org.mae4j.model.layer;

import org.mae4j.config.ModelConfig;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adds to a token where its patch stands in the image. */
public final class Positions {
  private static final double LONGEST_WAVE = 10_000;

  private final Graph graph;
  private final PatchGrid grid;
  private final ModelConfig.Positions kind;
  private final SDVariable table; // [N, D]

  public Positions(Graph graph, String name, PatchGrid grid, int width, ModelConfig.Positions kind) {
    this.graph = graph;
    this.grid = grid;
    this.kind = kind;
    this.table = switch (kind) {
      case SINCOS -> graph.constant(name, sincos(graph.type(), grid, width));
      case LEARNED -> graph.parameter(name, ParameterKind.TOKEN, grid.patches(), width);
    };
  }

  /** The positions of all patches, {@code [N, D]}. */
  public SDVariable all() {
    return table;
  }

  /**
   * The positions of the patches numbered by {@code indices}, {@code [R]}, as rows {@code [R, D]}. Learned positions
   * are picked by a product with one-hot rows: the gradient of SameDiff's gather is wrong.
   */
  public SDVariable at(SDVariable indices) {
    return switch (kind) {
      case SINCOS -> graph.sameDiff().gather(table, indices, 0);
      case LEARNED -> graph.sameDiff().oneHot(indices, grid.patches(), -1, 1, 0, graph.type()).mmul(table);
    };
  }

  /**
   * The fixed two-dimensional table of the MAE (arXiv 2111.06377, A.1): half the width for the row, half for the
   * column, each half sines then cosines of wavelengths from 2π to 10,000·2π.
   *
   * @return {@code [N, width]}, a new array
   */
  public static INDArray sincos(DataType type, PatchGrid grid, int width) {
    int quarter = width / 4;
    double[] values = new double[grid.patches() * width];
    for (int n = 0; n < grid.patches(); n++) {
      int row = n / grid.columns();
      int column = n % grid.columns();
      for (int i = 0; i < quarter; i++) {
        double frequency = Math.pow(LONGEST_WAVE, -(double) i / quarter);
        values[n * width + i] = Math.sin(column * frequency);
        values[n * width + quarter + i] = Math.cos(column * frequency);
        values[n * width + 2 * quarter + i] = Math.sin(row * frequency);
        values[n * width + 3 * quarter + i] = Math.cos(row * frequency);
      }
    }
    return Parameters.array(type, values, grid.patches(), width);
  }
}
