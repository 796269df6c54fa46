package org.mae4j.ops.attention;

import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.SoftmaxGradient;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes the gradients of attention, one head of one sequence at a time. With the weights P of a head and their
 * gradient {@code G = gradient · Vᵀ}, the gradient of the scores is {@code P ∘ (G − rowsum(G ∘ P))}.
 *
 * @param inputs heads of the queries, the keys and the values
 * @param joined heads of the gradient of the output
 * @param gradients heads of the gradients of the queries, the keys and the values
 * @param scores working matrix, {@code [Q, K]}
 */
record AttentionGradients(float scale, Matrix[][] inputs, Matrix[] weights, Matrix[] joined, Matrix[][] gradients,
    Matrix scores, SoftmaxGradient softmax) implements Runnable {
  /**
   * Returns the computation in host memory.
   *
   * @param inputs queries {@code [B·Q, D]}, keys and values {@code [B·K, D]}
   * @param weights {@code [B·H, Q, K]}
   * @param joined gradient of the output, {@code [B·Q, D]}
   * @param gradients of the inputs
   * @param scores working matrix, {@code [1, Q, K]}
   */
  static AttentionGradients of(AttentionShape shape, Matrix[] inputs, INDArray weights, INDArray joined,
      Matrix[] gradients, INDArray scores) {
    return new AttentionGradients((float) shape.scale(joined.size(1)), heads(shape, inputs),
        shape.perHead(Matrix.of(weights)), shape.heads(Matrix.of(joined), shape.queries()), heads(shape, gradients),
        Matrix.of(scores), new SoftmaxGradient(weights, scores));
  }

  private static Matrix[][] heads(AttentionShape shape, Matrix[] parts) {
    return new Matrix[][] {shape.heads(parts[0], shape.queries()), shape.heads(parts[1], shape.keys()),
        shape.heads(parts[2], shape.keys())};
  }

  @Override
  public void run() {
    for (int i = 0; i < weights.length; i++) {
      scores.productTransposed(1, joined[i], inputs[2][i], 0);
      softmax.apply(i);
      gradients[0][i].product(scale, scores, inputs[1][i], 0);
      gradients[1][i].transposedProduct(scale, scores, inputs[0][i], 0);
      gradients[2][i].transposedProduct(1, weights[i], joined[i], 0);
    }
  }

  /** Computes the same by ND4J's operations and returns the gradients of the queries, the keys and the values. */
  static INDArray[] computeByNd4j(AttentionShape shape, INDArray[] inputs, INDArray weights, INDArray output) {
    INDArray queries = shape.splitHeads(inputs[0], shape.queries());
    INDArray keys = shape.splitHeads(inputs[1], shape.keys());
    INDArray values = shape.splitHeads(inputs[2], shape.keys());
    INDArray joined = shape.splitHeads(output, shape.queries());
    INDArray gradient = Nd4j.matmul(joined, values, false, true, false);
    INDArray along = gradient.mul(weights).sum(true, 2);
    INDArray scores = weights.mul(gradient.sub(along)).muli(shape.scale(output.size(1)));
    return new INDArray[] {shape.joinHeads(Nd4j.matmul(scores, keys)),
        shape.joinHeads(Nd4j.matmul(scores, queries, true, false, false)),
        shape.joinHeads(Nd4j.matmul(weights, joined, true, false, false))};
  }
}
