package org.mae4j.checkpoint.pytorch;

/**
 * Position embeddings on a grid of patches, which can be carried over to another grid by bicubic interpolation.
 *
 * @param rows number of rows of patches
 * @param columns number of columns of patches
 * @param values {@code [rows·columns][D]}, row by row
 */
record PositionGrid(int rows, int columns, double[][] values) {

  /** The kernels that the programs of the weights use. */
  enum Resampling {
    /** Bicubic with a = -0.75 on the four nearest points, as PyTorch without antialiasing; facebook and Hugging Face. */
    NEAREST_POINTS(-0.75, false),
    /** Bicubic with a = -0.5, which is wider by the factor of a reduction, as PyTorch with antialiasing; timm. */
    ANTIALIASED(-0.5, true);

    private final double sharpness;
    private final boolean antialiased;

    Resampling(double sharpness, boolean antialiased) {
      this.sharpness = sharpness;
      this.antialiased = antialiased;
    }

    /** Returns words that follow "bicubic" in a message. */
    String description() {
      return antialiased ? " with antialiasing" : "";
    }

    /** Returns the weight of a point at {@code distance} (Keys, 1981, doi 10.1109/TASSP.1981.1163711). */
    private double at(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((sharpness + 2) * x - (sharpness + 3)) * x * x + 1;
      }
      return x < 2 ? sharpness * (((x - 5) * x + 8) * x - 4) : 0;
    }

    /**
     * Returns the weights {@code [to][from]} of the points of a line for the points of a longer or shorter one. Points
     * are centers of equal parts of the line. Beyond its ends, the line of {@link #NEAREST_POINTS} continues with its
     * last value, and {@link #ANTIALIASED} leaves points out.
     */
    private double[][] weights(int from, int to) {
      double step = (double) from / to;
      double widening = antialiased ? Math.max(1, step) : 1;
      int reach = (int) Math.ceil(2 * widening);
      double[][] weights = new double[to][from];
      for (int i = 0; i < to; i++) {
        double center = (i + 0.5) * step - 0.5;
        double sum = 0;
        for (int j = (int) Math.floor(center) - reach; j <= Math.ceil(center) + reach; j++) {
          double weight = at((j - center) / widening);
          if (!antialiased || (j >= 0 && j < from)) {
            weights[i][Math.max(0, Math.min(from - 1, j))] += weight;
            sum += weight;
          }
        }
        for (int j = 0; j < from; j++) {
          weights[i][j] /= sum;
        }
      }
      return weights;
    }
  }

  /** Returns these positions on another grid; on an equal grid the same values. */
  PositionGrid resized(int newRows, int newColumns, Resampling kernel) {
    if (rows == newRows && columns == newColumns) {
      return this;
    }
    double[][] down = kernel.weights(rows, newRows);
    double[][] across = kernel.weights(columns, newColumns);
    double[][] resized = new double[newRows * newColumns][values[0].length];
    for (int n = 0; n < values.length; n++) {
      for (int m = 0; m < resized.length; m++) {
        double weight = down[m / newColumns][n / columns] * across[m % newColumns][n % columns];
        for (int d = 0; weight != 0 && d < values[n].length; d++) {
          resized[m][d] += weight * values[n][d];
        }
      }
    }
    return new PositionGrid(newRows, newColumns, resized);
  }
}
