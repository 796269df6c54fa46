package org.mae4j.model.layer;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** Joining and cutting sequences of tokens. */
public final class Sequences {
  private Sequences() {}

  /** Tokens {@code from} to {@code to} (exclusive) of the T of {@code [B, T, D]}: {@code [B, to − from, D]}. */
  public static SDVariable slice(SDVariable sequence, int tokens, int from, int to) {
    return from == 0 && to == tokens ? sequence
        : sequence.get(SDIndex.all(), SDIndex.interval(from, to), SDIndex.all());
  }

  /** A learned token before each of {@code batch} sequences: rows {@code [B·T, D]} to {@code [B·(1 + T), D]}. */
  public static SDVariable prepend(Graph graph, String token, SDVariable rows, int batch, int tokens, int width) {
    SDVariable first = repeat(graph, token, batch, width).reshape(batch, 1, width); // [B, 1, D]
    return graph.sameDiff().concat(1, first, rows.reshape(batch, tokens, width))
        .reshape(batch * (1L + tokens), width);
  }

  /** A learned token as {@code count} equal rows {@code [count, D]}; the product with ones sums its gradient. */
  public static SDVariable repeat(Graph graph, String token, int count, int width) {
    SDVariable learned = graph.parameter(token, ParameterKind.TOKEN, 1, width);
    return graph.constant(token + ".ones", Nd4j.ones(count, 1)).mmul(learned);
  }
}
