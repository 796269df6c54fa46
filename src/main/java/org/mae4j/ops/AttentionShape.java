package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The places of the heads of all sequences in the matrices of attention.
 *
 * @param batch number of sequences, B
 * @param tokens number of tokens in a sequence, T
 * @param count number of heads, H
 */
record AttentionShape(int batch, int tokens, int count) {
  static AttentionShape of(List<Long> arguments) {
    return new AttentionShape(arguments.get(0).intValue(), arguments.get(1).intValue(), arguments.get(2).intValue());
  }

  long[] arguments() {
    return new long[] {batch, tokens, count};
  }

  /** Returns the shape of the weights, {@code [B·H, T, T]}. */
  long[] weights() {
    return new long[] {(long) batch * count, tokens, tokens};
  }

  /** Returns {@code 1/√d} for queries, keys and values with {@code joinedWidth} columns in total. */
  float scale(long joinedWidth) {
    return (float) (1 / Math.sqrt((double) joinedWidth / QueryKeyValue.PARTS / count));
  }

  /**
   * Returns each head of each sequence, {@code [T, d]}, of the queries (0), the keys (1) or the values (2) in {@code
   * [B·T, 3D]}.
   */
  Matrix[] part(Matrix queriesKeysValues, int part) {
    int width = queriesKeysValues.columns() / QueryKeyValue.PARTS;
    return heads(queriesKeysValues.columns(part * width, width));
  }

  /** Returns each head of each sequence, {@code [T, d]}, of joined heads {@code [B·T, D]}. */
  Matrix[] heads(Matrix joined) {
    int width = joined.columns() / count;
    Matrix[] heads = new Matrix[batch * count];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = joined.block(i / count * tokens, tokens, i % count * width, width);
    }
    return heads;
  }

  /** Returns the weights of each head, {@code [T, T]}, in {@code [B·H·T, T]}. */
  Matrix[] squares(Matrix weights) {
    Matrix[] squares = new Matrix[batch * count];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = weights.block(i * tokens, tokens, 0, tokens);
    }
    return squares;
  }

  /** Returns queries, keys and values as new arrays, {@code [B·H, T, d]} each. */
  INDArray[] split(INDArray queriesKeysValues) {
    INDArray[] parts = new INDArray[QueryKeyValue.PARTS];
    for (int part = 0; part < parts.length; part++) {
      parts[part] = split(queriesKeysValues, part);
    }
    return parts;
  }

  private INDArray split(INDArray queriesKeysValues, int part) {
    long width = queriesKeysValues.size(1) / QueryKeyValue.PARTS;
    return splitHeads(queriesKeysValues.get(NDArrayIndex.all(),
        NDArrayIndex.interval(part * width, (part + 1) * width)));
  }

  /** Returns {@code [B·T, D]} as {@code [B·H, T, d]}. */
  INDArray splitHeads(INDArray joined) {
    long width = joined.size(1) / count;
    return joined.dup('c').reshape('c', batch, tokens, count, width).permute(0, 2, 1, 3).dup('c')
        .reshape('c', (long) batch * count, tokens, width);
  }

  /** Returns {@code [B·H, T, d]} as {@code [B·T, D]}. */
  INDArray joinHeads(INDArray heads) {
    long width = heads.size(2);
    return heads.reshape('c', batch, count, tokens, width).permute(0, 2, 1, 3).dup('c')
        .reshape('c', (long) batch * tokens, count * width);
  }
}
