package org.mae4j.ops.cpu;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a row's softmax p from the gradient g of p, written over g: {@code p ∘ (g − g·p)}; for one thread
 * at a time.
 */
public final class SoftmaxGradient {
  private final Rows weights;
  private final Rows gradient;
  private final int columns;
  private final float[] p;
  private final float[] g;

  /**
   * Creates a gradient over fixed arrays.
   *
   * @param weights {@code [matrices, Q, K]}
   * @param gradient gradient of the present matrix, {@code [1, Q, K]}
   */
  public SoftmaxGradient(INDArray weights, INDArray gradient) {
    this.weights = new Rows(weights);
    this.gradient = new Rows(gradient);
    this.columns = this.gradient.width();
    this.p = new float[this.gradient.perBlock() * columns];
    this.g = new float[p.length];
  }

  /** Replaces the gradient of the weights of head {@code number} by the gradient of its scores. */
  public void apply(int number) {
    int queries = gradient.count();
    for (int row = 0; row < queries; row += gradient.perBlock()) {
      int count = Math.min(gradient.perBlock(), queries - row);
      weights.read(number * queries + row, count, p);
      gradient.read(row, count, g);
      for (int from = 0; from < count * columns; from += columns) {
        apply(from, from + columns);
      }
      gradient.write(row, count, g);
    }
  }

  private void apply(int from, int to) {
    float along = Sums.dot(g, p, from, to);
    for (int i = from; i < to; i++) {
      g[i] = p[i] * (g[i] - along);
    }
  }
}
