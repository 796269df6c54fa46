package org.mae4j.model.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Values in a graph with their shape, which SameDiff does not know before it runs. SameDiff multiplies only matrices of
 * equal rank, so the values are rows: one per token, or one per image.
 *
 * @param rows {@code [B·T, D]} or {@code [B, D]}
 * @param shape {@code [B, T, D]} or {@code [B, D]}
 */
public record Activations(SDVariable rows, List<Integer> shape) {
  public Activations {
    shape = List.copyOf(shape);
  }

  /** Returns sequences of {@code tokens} tokens of {@code width} values for each of {@code batch} images. */
  public static Activations sequences(SDVariable rows, int batch, int tokens, int width) {
    return new Activations(rows, List.of(batch, tokens, width));
  }

  /** Returns the number of images, B. */
  public int batch() {
    return shape.get(0);
  }

  /** Returns the number of rows per image, T; 1 if there is one per image. */
  public int tokens() {
    return shape.size() == 2 ? 1 : shape.get(1);
  }

  /** Returns the number of values in a row, D. */
  public int width() {
    return shape.get(shape.size() - 1);
  }

  /** Returns the number of rows, {@code B·T}. */
  public long count() {
    return (long) batch() * tokens();
  }

  /** Returns the values as {@code [B, T, D]}. */
  public SDVariable sequence() {
    return rows.reshape(batch(), tokens(), width());
  }

  /** Returns activations of the same batch and number of rows with another content of width {@code width}. */
  public Activations with(SDVariable otherRows, int width) {
    return new Activations(otherRows, shape.size() == 2 ? List.of(batch(), width) : List.of(batch(), tokens(), width));
  }

  /**
   * Returns the tokens from {@code from} to {@code to} of each image.
   *
   * @param to exclusive, at most T
   * @return rows {@code [B·(to − from), D]}
   */
  public Activations slice(int from, int to) {
    return from == 0 && to == tokens() ? this
        : sequences(Sequences.slice(sequence(), tokens(), from, to).reshape((long) batch() * (to - from), width()),
            batch(), to - from, width());
  }
}
