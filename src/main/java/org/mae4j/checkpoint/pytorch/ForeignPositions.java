package org.mae4j.checkpoint.pytorch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The position embeddings of a file. The row of the class token becomes part of the class token. */
final class ForeignPositions {
  /** Largest difference of sines and cosines that are computed in single precision. */
  private static final double TOLERANCE = 1e-5;
  private static final String DECODER = "decoder.positions";

  private final TensorFile file;
  private final ForeignSizes sizes;
  private final boolean fixed;

  ForeignPositions(TensorFile file, WeightFamily family, ForeignSizes sizes) {
    this.file = file;
    this.sizes = sizes;
    this.fixed = Stream.concat(Stream.of("pos_embed"), sizes.decoder().stream().map(decoder -> "decoder_pos_embed"))
        .allMatch(name -> isFixed(family.name(name, file)));
  }

  /** Returns whether all positions of the file are sines and cosines. */
  boolean fixed() {
    return fixed;
  }

  /** Returns whether the file has the positions of {@code grid}. */
  boolean fits(PatchGrid grid) {
    return sizes.rows() == grid.rows() && sizes.columns() == grid.columns();
  }

  List<String> description(PatchGrid grid, PositionGrid.Resampling kernel) {
    return fits(grid) ? List.of()
        : List.of("positions: interpolated from " + sizes.rows() + "×" + sizes.columns() + " to " + grid.rows() + "×"
            + grid.columns() + " patches, bicubic" + kernel.description() + "; learned from here on");
  }

  private boolean isFixed(String name) {
    double[][] rows = rows(name);
    int width = rows[0].length;
    if (width % 4 != 0 || Arrays.stream(classRow(rows)).anyMatch(value -> value != 0)) {
      return false;
    }
    PatchGrid grid = new PatchGrid(new ImageShape(sizes.rows(), sizes.columns(), 1), 1);
    double[][] patches = patches(rows);
    double tolerance = TOLERANCE + rounding(file.type(name));
    try (INDArray table = Positions.sincos(DataType.DOUBLE, grid, width)) {
      double[][] expected = table.toDoubleMatrix();
      for (int n = 0; n < expected.length; n++) {
        for (int d = 0; d < width; d++) {
          if (!(Math.abs(expected[n][d] - patches[n][d]) <= tolerance)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Returns the largest error of a value in [-1, 1] that is rounded to a type of 11 or 8 significant bits. */
  private static double rounding(DataType type) {
    return switch (type) {
      case HALF -> 0x1p-12;
      case BFLOAT16 -> 0x1p-9;
      default -> 0;
    };
  }

  /** Copies learned positions for {@code grid}, and adds the row of the class token to the class token. */
  void copy(List<PyTorchNames.Entry> entries, Parameters parameters, ModelConfig config, PatchGrid grid,
      PositionGrid.Resampling kernel) {
    entries.stream().filter(entry -> entry.layout() == PyTorchNames.Layout.POSITIONS).forEach(entry -> {
      double[][] rows = rows(entry.name());
      String source = entry.sources().get(0);
      addToToken(classRow(rows), source, entry.name(), parameters);
      if (config.positions() == ModelConfig.PositionEmbedding.LEARNED) {
        double[][] resized =
            new PositionGrid(sizes.rows(), sizes.columns(), patches(rows)).resized(grid.rows(), grid.columns(), kernel)
                .values();
        try (INDArray values = Nd4j.createFromArray(resized)) {
          parameters.get(source).assign(values);
        }
      }
    });
  }

  private void addToToken(double[] row, String source, String name, Parameters parameters) {
    if (Arrays.stream(row).allMatch(value -> value == 0)) {
      return; // the token keeps its bits
    }
    if (source.equals(DECODER)) {
      throw new CheckpointException(file.file(), "tensor " + name + " has a position of the class token that is not 0, "
          + "which mae4j's decoder does not have");
    }
    try (INDArray values = Nd4j.createFromArray(row)) {
      parameters.get("encoder.classToken").addi(values.castTo(DataType.FLOAT).reshape(1, row.length));
    }
  }

  /** Returns the position of the class token; no values without a class token. */
  private double[] classRow(double[][] rows) {
    return sizes.classToken() ? rows[0] : new double[0];
  }

  private double[][] patches(double[][] rows) {
    return Arrays.copyOfRange(rows, sizes.classToken() ? 1 : 0, rows.length);
  }

  private double[][] rows(String name) {
    long[] shape = file.shape(name);
    if (shape.length != 3 || shape[0] != 1
        || shape[1] != (sizes.classToken() ? 1 : 0) + (long) sizes.rows() * sizes.columns()) {
      throw new CheckpointException(file.file(), "tensor " + name + " has the shape " + Arrays.toString(shape)
          + ", expected positions of " + sizes.rows() + "×" + sizes.columns() + " patches"
          + (sizes.classToken() ? " and of the class token" : ""));
    }
    try (INDArray tensor = ForeignTensors.readFinite(file, name)) {
      return tensor.reshape('c', shape[1], shape[2]).toDoubleMatrix();
    }
  }
}
