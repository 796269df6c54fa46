package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the heads of all sequences lie in the matrices of attention.
 *
 * @param batch sequences, B
 * @param tokens in a sequence, T
 * @param count of heads, H
 */
record AttentionShape(int batch, int tokens, int count) {
  static AttentionShape of(List<Long> arguments) {
    return new AttentionShape(arguments.get(0).intValue(), arguments.get(1).intValue(), arguments.get(2).intValue());
  }

  long[] arguments() {
    return new long[] {batch, tokens, count};
  }

  /** Shape of the weights. */
  long[] weights() {
    return new long[] {(long) batch * count, tokens, tokens};
  }

  /** {@code 1/√d} for queries, keys and values of {@code joinedWidth} columns in all. */
  float scale(long joinedWidth) {
    return (float) (1 / Math.sqrt((double) joinedWidth / QueryKeyValue.PARTS / count));
  }

  /** Of queries (0), keys (1) or values (2), {@code [B·T, 3D]}: the head of each sequence, {@code [T, d]}. */
  Matrix[] part(Matrix queriesKeysValues, int part) {
    int width = queriesKeysValues.columns() / QueryKeyValue.PARTS;
    return heads(queriesKeysValues.columns(part * width, width));
  }

  /** Of each sequence each head, {@code [T, d]}, of joined heads {@code [B·T, D]}. */
  Matrix[] heads(Matrix joined) {
    int width = joined.columns() / count;
    Matrix[] heads = new Matrix[batch * count];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = joined.block(i / count * tokens, tokens, i % count * width, width);
    }
    return heads;
  }

  /** The weights of each head, {@code [T, T]}, of {@code [B·H·T, T]}. */
  Matrix[] squares(Matrix weights) {
    Matrix[] squares = new Matrix[batch * count];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = weights.block(i * tokens, tokens, 0, tokens);
    }
    return squares;
  }

  /** Queries, keys and values {@code [B·H, T, d]} each, as arrays of their own. */
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

  /** {@code [B·T, D]} to {@code [B·H, T, d]}. */
  INDArray splitHeads(INDArray joined) {
    long width = joined.size(1) / count;
    return joined.dup('c').reshape('c', batch, tokens, count, width).permute(0, 2, 1, 3).dup('c')
        .reshape('c', (long) batch * count, tokens, width);
  }

  /** {@code [B·H, T, d]} to {@code [B·T, D]}. */
  INDArray joinHeads(INDArray heads) {
    long width = heads.size(2);
    return heads.reshape('c', batch, count, tokens, width).permute(0, 2, 1, 3).dup('c')
        .reshape('c', (long) batch * tokens, count * width);
  }
}
