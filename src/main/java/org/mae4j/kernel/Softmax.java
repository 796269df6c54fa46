package org.mae4j.kernel;

/**
 * The softmax of each row of square matrices, in place; one thread at a time.
 */
final class Softmax {
  private final Squares squares;
  private final float[] values;
  private final Exponential exponential = new Exponential();

  Softmax(Squares squares) {
    this.squares = squares;
    this.values = new float[squares.side() * squares.side()];
  }

  /** Replaces the rows of matrix {@code number}. */
  void apply(int number) {
    int side = squares.side();
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

  /** The exponential of the largest is then 1, and none overflows. A comparison passes over what is no number. */
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
