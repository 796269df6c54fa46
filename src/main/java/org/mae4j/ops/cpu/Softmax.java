package org.mae4j.ops.cpu;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The softmax of each row of matrices, in place; for one thread at a time. */
public final class Softmax {
  private final Rows rows;
  private final int queries;
  private final int columns;
  private final float[] values;
  private final Exponential exponential = new Exponential();

  /** @param weights {@code [matrices, Q, K]} */
  public Softmax(INDArray weights) {
    this.rows = new Rows(weights);
    this.queries = Math.toIntExact(weights.size(-2));
    this.columns = rows.width();
    this.values = new float[rows.perBlock() * columns];
  }

  /** Replaces the rows of matrix {@code number} by their softmax. */
  public void apply(int number) {
    int end = (number + 1) * queries;
    for (int row = number * queries; row < end; row += rows.perBlock()) {
      apply(row, Math.min(rows.perBlock(), end - row));
    }
  }

  private void apply(int first, int count) {
    rows.read(first, count, values);
    for (int row = 0; row < count; row++) {
      subtractLargest(row * columns, (row + 1) * columns);
    }
    exponential.apply(values, count * columns);
    for (int row = 0; row < count; row++) {
      divideBySum(row * columns, (row + 1) * columns);
    }
    rows.write(first, count, values);
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
