package org.mae4j.ops.cpu;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The softmax of each row of square matrices, in place; for one thread at a time. */
public final class Softmax {
  private final Rows squares;
  private final int side;
  private final float[] values;
  private final Exponential exponential = new Exponential();

  /** @param weights {@code [matrices, T, T]} */
  public Softmax(INDArray weights) {
    this.squares = Rows.ofMatrices(weights);
    this.side = Math.toIntExact(weights.size(-1));
    this.values = new float[squares.width()];
  }

  /** Replaces the rows of matrix {@code number} by their softmax. */
  public void apply(int number) {
    squares.read(number, values);
    for (int row = 0; row < side; row++) {
      subtractLargest(row * side, (row + 1) * side);
    }
    exponential.apply(values, values.length);
    for (int row = 0; row < side; row++) {
      divideBySum(row * side, (row + 1) * side);
    }
    squares.write(number, values);
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
