package org.mae4j.model.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** Operations on sequences of tokens. */
public final class Sequences {
  private Sequences() {}

  /** Returns tokens {@code from} to {@code to} (exclusive) of the T of {@code [B, T, D]}: {@code [B, to − from, D]}. */
  public static SDVariable slice(SDVariable sequence, int tokens, int from, int to) {
    return from == 0 && to == tokens ? sequence
        : sequence.get(SDIndex.all(), SDIndex.interval(from, to), SDIndex.all());
  }

  /** Puts a learned token before each sequence: {@code [B·T, D]} to {@code [B·(1 + T), D]}. */
  public static Activations prepend(Graph graph, LayerPath token, Activations tokens) {
    int batch = tokens.batch();
    int width = tokens.width();
    SDVariable first = repeat(graph, token, batch, 1, width).sequence(); // [B, 1, D]
    SDVariable all = graph.sameDiff().concat(1, first, tokens.sequence())
        .reshape(batch * (1L + tokens.tokens()), width); // [B·(1 + T), D]
    return Activations.sequences(all, batch, 1 + tokens.tokens(), width);
  }

  /**
   * Returns {@code count} copies of a learned token for each image, {@code [B·count, D]}. They are a product with ones,
   * which sums the token's gradient.
   */
  public static Activations repeat(Graph graph, LayerPath token, int batch, int count, int width) {
    SDVariable learned = graph.parameter(token.prefix(), ParameterKind.TOKEN, 1, width); // [1, D]
    int rows = batch * count;
    SDVariable ones = graph.constant(token.prefix() + ".ones", () -> Nd4j.ones(rows, 1), rows, 1); // [B·count, 1]
    Activations repeated = Activations.sequences(ones.mmul(learned), batch, count, width); // [B·count, D]
    graph.record(token, repeated,
        List.of(new ParameterSpec(token.prefix(), ParameterKind.TOKEN, List.of(1L, (long) width))),
        (long) rows * width, (long) rows * width);
    return repeated;
  }
}
