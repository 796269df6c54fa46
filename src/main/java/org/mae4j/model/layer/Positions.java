package org.mae4j.model.layer;

import java.util.List;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Position embeddings of the patches of an image. */
public final class Positions {
  private static final double LONGEST_WAVE = 10_000;

  private final Graph graph;
  private final LayerPath path;
  private final PatchGrid grid;
  private final int width;
  private final ModelConfig.PositionEmbedding kind;
  private final SDVariable table; // [N, D]
  private int patches;

  /**
   * Adds a table of positions to a graph.
   *
   * @param path of the layer; a learned table is a parameter of that name
   * @param width of a token, D
   */
  public Positions(Graph graph, LayerPath path, PatchGrid grid, int width, ModelConfig.PositionEmbedding kind) {
    this.graph = graph;
    this.path = path;
    this.grid = grid;
    this.width = width;
    this.kind = kind;
    this.table = switch (kind) {
      case SINCOS -> graph.constant(path.prefix(), () -> sincos(graph.type(), grid, width), grid.patches(), width);
      case LEARNED -> learned();
    };
  }

  /** The learned table, or for resized images its bilinear interpolation, {@code [N, D]}. */
  private SDVariable learned() {
    int full = grid.full().patches();
    SDVariable table = graph.parameter(path.prefix(), ParameterKind.TOKEN, full, width); // [F, D]
    return grid.equals(grid.full()) ? table
        : graph
            .constant(path.prefix() + ".interpolation", () -> interpolation(graph.type(), grid), grid.patches(), full)
            .mmul(table); // [N, D]
  }

  /** Returns the positions of all patches, {@code [N, D]}, for {@code batch} images. */
  public SDVariable all(int batch) {
    record(batch, grid.patches(), 0);
    return table;
  }

  /**
   * Returns the positions of some patches. Learned positions are selected by a product with one-hot rows: the gradient
   * of SameDiff's gather is wrong.
   *
   * @param indices of the patches, {@code [B·K]}
   * @param count patches per image, K
   * @return {@code [B·K, D]}
   */
  public SDVariable at(SDVariable indices, int batch, int count) {
    record(batch, count, count);
    return switch (kind) {
      case SINCOS -> graph.sameDiff().gather(table, indices, 0);
      case LEARNED -> graph.sameDiff().oneHot(indices, grid.patches(), -1, 1, 0, graph.type()).mmul(table);
    };
  }

  /** @param selected rows per image that a product selects from a learned table */
  private void record(int batch, int count, int selected) {
    patches += count;
    boolean learned = kind == ModelConfig.PositionEmbedding.LEARNED;
    List<ParameterSpec> weights = learned ? List.of(
        new ParameterSpec(path.prefix(), ParameterKind.TOKEN,
            List.of((long) grid.full().patches(), (long) width)))
        : List.of();
    graph.record(path, Activations.sequences(table, batch, patches, width), weights,
        learned ? (long) batch * selected * grid.patches() * width : 0, (long) batch * count * width);
  }

  /**
   * Returns the fixed two-dimensional table of the MAE (arXiv 2111.06377, A.1): half of the width is for the row, half
   * for the column; each half has sines, then cosines, of wavelengths from 2π to 10,000·2π. Patches of resized images
   * have the positions of their centers in the grid of the full size.
   *
   * @return {@code [N, width]}, a new array
   */
  public static INDArray sincos(DataType type, PatchGrid grid, int width) {
    int quarter = width / 4;
    double[] values = new double[grid.patches() * width];
    for (int n = 0; n < grid.patches(); n++) {
      double row = grid.fullRow(n);
      double column = grid.fullColumn(n);
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

  /** Returns the weights {@code [N, F]} with which positions of the full grid are interpolated. */
  private static INDArray interpolation(DataType type, PatchGrid grid) {
    PatchGrid full = grid.full();
    double[] weights = new double[grid.patches() * full.patches()];
    for (int n = 0; n < grid.patches(); n++) {
      for (int f = 0; f < full.patches(); f++) {
        weights[n * full.patches() + f] = near(grid.fullRow(n) - full.fullRow(f))
            * near(grid.fullColumn(n) - full.fullColumn(f));
      }
    }
    return Parameters.array(type, weights, grid.patches(), full.patches());
  }

  private static double near(double distance) {
    return Math.max(0, 1 - Math.abs(distance));
  }
}
