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
    this.weights = Rows.ofMatrices(weights);
    this.gradient = Rows.ofMatrices(gradient);
    this.columns = Math.toIntExact(weights.size(-1));
    this.p = new float[this.weights.width()];
    this.g = new float[p.length];
  }

  /** Replaces the gradient of the weights of head {@code number} by the gradient of its scores. */
  public void apply(int number) {
    weights.read(number, p);
    gradient.read(0, g);
    for (int row = 0; row * columns < p.length; row++) {
      apply(row * columns, (row + 1) * columns);
    }
    gradient.write(0, g);
  }

  private void apply(int from, int to) {
    float along = Sums.dot(g, p, from, to);
    for (int i = from; i < to; i++) {
      g[i] = p[i] * (g[i] - along);
    }
  }
}
