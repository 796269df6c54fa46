package org.mae4j.ops.cpu;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The softmax of each row of matrices, in place; for one thread at a time. */
public final class Softmax {
  private final Rows matrices;
  private final int columns;
  private final float[] values;
  private final Exponential exponential = new Exponential();

  /** @param weights {@code [matrices, Q, K]} */
  public Softmax(INDArray weights) {
    this.matrices = Rows.ofMatrices(weights);
    this.columns = Math.toIntExact(weights.size(-1));
    this.values = new float[matrices.width()];
  }

  /** Replaces the rows of matrix {@code number} by their softmax. */
  public void apply(int number) {
    matrices.read(number, values);
    for (int row = 0; row * columns < values.length; row++) {
      subtractLargest(row * columns, (row + 1) * columns);
    }
    exponential.apply(values, values.length);
    for (int row = 0; row * columns < values.length; row++) {
      divideBySum(row * columns, (row + 1) * columns);
    }
    matrices.write(number, values);
  }

  /** Subtracts the largest value, so its exponential is 1 and none overflows. The comparison skips NaN. */
  private void subtractLargest(int from, int to) {
    float largest = values[from];
    for (int i = from; i < to; i++) {
      largest = values[i] > largest ? values[i] : largest;
    }
    for (int i = from; i < to; i++) {
      values[i] -= largest;
    }
  }

  private void divideBySum(int from, int to) {
    float factor = 1 / Sums.sum(values, from, to);
    for (int i = from; i < to; i++) {
      values[i] *= factor;
    }
  }
}
