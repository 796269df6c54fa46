package org.mae4j.kernel;

/**
 * The gradient of a row's softmax p from the gradient g of p, written over g: {@code p ∘ (g − g·p)}; one thread at a
 * time.
 */
final class SoftmaxGradient {
  private final Squares weights;
  private final Squares gradient;
  private final float[] p;
  private final float[] g;

  /** @param gradient one matrix, that of the head at hand */
  SoftmaxGradient(Squares weights, Squares gradient) {
    this.weights = weights;
    this.gradient = gradient;
    this.p = new float[weights.side() * weights.side()];
    this.g = new float[p.length];
  }

  /** Replaces the gradient of the weights of head {@code number} by that of its scores. */
  void apply(int number) {
    int side = weights.side();
    weights.read(number, p);
    gradient.read(0, g);
    for (int row = 0; row < side; row++) {
      apply(row * side, (row + 1) * side);
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
