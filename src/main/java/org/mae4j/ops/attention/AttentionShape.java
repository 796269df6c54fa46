package org.mae4j.ops.attention;

import java.util.List;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The places of the heads of all sequences in the matrices of attention.
 *
 * @param batch number of pairs of sequences, B
 * @param queries number of tokens in a sequence that attends, Q
 * @param keys number of tokens in a sequence that is attended to, K
 * @param count number of heads, H
 */
record AttentionShape(int batch, int queries, int keys, int count) {
  static AttentionShape of(List<Long> arguments) {
    return new AttentionShape(arguments.get(0).intValue(), arguments.get(1).intValue(), arguments.get(2).intValue(),
        arguments.get(3).intValue());
  }

  long[] arguments() {
    return new long[] {batch, queries, keys, count};
  }

  /** Returns the shape of the weights, {@code [B·H, Q, K]}. */
  long[] weights() {
    return new long[] {(long) batch * count, queries, keys};
  }

  /** Returns {@code 1/√d} for joined heads of width D. */
  double scale(long joinedWidth) {
    return 1 / Math.sqrt((double) joinedWidth / count);
  }

  /**
   * Returns each head of each sequence, {@code [T, d]}, of joined heads {@code [B·T, D]}.
   *
   * @param tokens number of tokens in a sequence, T
   */
  Matrix[] heads(Matrix joined, int tokens) {
    int width = joined.columns() / count;
    Matrix[] heads = new Matrix[batch * count];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = joined.block(i / count * tokens, tokens, i % count * width, width);
    }
    return heads;
  }

  /** Returns the weights of each head, {@code [Q, K]}, in {@code [B·H·Q, K]}. */
  Matrix[] perHead(Matrix weights) {
    Matrix[] heads = new Matrix[batch * count];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = weights.block(i * queries, queries, 0, keys);
    }
    return heads;
  }

  /** Returns {@code [B·T, D]} as {@code [B·H, T, d]}. */
  INDArray splitHeads(INDArray joined, int tokens) {
    long width = joined.size(1) / count;
    return joined.dup('c').reshape('c', batch, tokens, count, width).permute(0, 2, 1, 3).dup('c')
        .reshape('c', (long) batch * count, tokens, width);
  }

  /** Returns {@code [B·H, T, d]} as {@code [B·T, D]}. */
  INDArray joinHeads(INDArray heads) {
    long tokens = heads.size(1);
    long width = heads.size(2);
    return heads.reshape('c', batch, count, tokens, width).permute(0, 2, 1, 3).dup('c')
        .reshape('c', batch * tokens, count * width);
  }
}
