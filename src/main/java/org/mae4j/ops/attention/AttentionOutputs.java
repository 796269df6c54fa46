package org.mae4j.ops.attention;

import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.Softmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes attention (Vaswani et al., arXiv 1706.03762, section 3.2), {@code softmax(Q·Kᵀ/√d)·V}, one head of one
 * sequence at a time, so that its scores stay in the cache.
 */
record AttentionOutputs(float scale, Matrix[] queries, Matrix[] keys, Matrix[] values, Matrix[] weights,
    Matrix[] joined, Softmax softmax) implements Runnable {
  /**
   * Returns the computation in host memory.
   *
   * @param queries {@code [B·Q, D]}
   * @param keys {@code [B·K, D]}
   * @param values {@code [B·K, D]}
   * @param outputs the joined heads {@code [B·Q, D]} and the weights {@code [B·H, Q, K]}
   */
  static AttentionOutputs of(AttentionShape shape, Matrix queries, Matrix keys, Matrix values, INDArray[] outputs) {
    return new AttentionOutputs((float) shape.scale(queries.columns()), shape.heads(queries, shape.queries()),
        shape.heads(keys, shape.keys()), shape.heads(values, shape.keys()), shape.perHead(Matrix.of(outputs[1])),
        shape.heads(Matrix.of(outputs[0]), shape.queries()), new Softmax(outputs[1]));
  }

  @Override
  public void run() {
    for (int i = 0; i < queries.length; i++) {
      weights[i].productTransposed(scale, queries[i], keys[i], 0);
      softmax.apply(i);
      joined[i].product(1, weights[i], values[i], 0);
    }
  }

  /** Computes the same by ND4J's operations. */
  static void computeByNd4j(AttentionShape shape, INDArray queries, INDArray keys, INDArray values,
      INDArray[] outputs) {
    INDArray scores = Nd4j.matmul(shape.splitHeads(queries, shape.queries()), shape.splitHeads(keys, shape.keys()),
        false, true, false).muli(shape.scale(queries.size(1)));
    outputs[1].assign(Nd4j.nn().softmax(scores, 2));
    outputs[0].assign(shape.joinHeads(Nd4j.matmul(outputs[1], shape.splitHeads(values, shape.keys()))));
  }
}
