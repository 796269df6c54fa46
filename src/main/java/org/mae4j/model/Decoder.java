package org.mae4j.model;

import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The lightweight decoder (arXiv 2111.06377, section 3): the encoded visible tokens and a shared mask token for each
 * removed patch, all with positions, through blocks of its own width to pixels. Attention does not care about order,
 * so the tokens stay as they come, visible then removed, and are put in place only for drawing.
 */
final class Decoder {
  private final Graph graph;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final Positions positions;

  Decoder(Graph graph, ModelConfig config, PatchGrid grid) {
    this.graph = graph;
    this.config = config;
    this.grid = grid;
    this.positions = new Positions(graph, "decoder.positions", grid, config.decoder().width(), config.positions());
  }

  /**
   * Decodes all tokens.
   *
   * @param encoded rows {@code [B·E, D]}, where E is the count of visible patches and class token
   * @param visible {@code [B·V]} numbers of the visible patches
   * @param removed {@code [B·M]} numbers of the removed patches
   * @return rows {@code [B·(E + M), width]}
   */
  SDVariable apply(SDVariable encoded, SDVariable visible, SDVariable removed, Masked masked) {
    int batch = masked.batch();
    int width = config.decoder().width();
    int tokens = grid.patches() + classTokens();
    SDVariable embedded = place(encoded, visible, masked); // [B, E, width]
    SDVariable rows = masked.removed() == 0
        ? embedded.reshape((long) batch * tokens, width)
        : graph.sameDiff().concat(1, embedded, asked(removed, masked)).reshape((long) batch * tokens, width);
    for (int i = 0; i < config.decoder().depth(); i++) {
      rows = new TransformerBlock(graph, "decoder.blocks." + i, config.decoder())
          .apply(rows, batch, tokens, Optional.empty());
    }
    return graph.layerNorm("decoder.norm", rows, width);
  }

  /** Mask tokens that ask for the removed patches, {@code [B, M, width]}. */
  private SDVariable asked(SDVariable removed, Masked masked) {
    int width = config.decoder().width();
    return Sequences.repeat(graph, "decoder.maskToken", masked.batch() * masked.removed(), width)
        .add(positions.at(removed))
        .reshape(masked.batch(), masked.removed(), width);
  }

  /** Pixels {@code [B·count, P]} from tokens {@code from} to {@code from + count} of the rows {@code [B·T, width]}. */
  SDVariable pixels(SDVariable decoded, int from, int count, int batch) {
    int width = config.decoder().width();
    int tokens = grid.patches() + classTokens();
    SDVariable wanted = Sequences.slice(decoded.reshape(batch, tokens, width), tokens, from, from + count)
        .reshape((long) batch * count, width); // [B·count, width]
    return graph.linear("decoder.head", wanted, width, grid.patchSize());
  }

  int classTokens() {
    return config.classToken() ? 1 : 0;
  }

  /** Encoded tokens at the decoder's width, {@code [B, E, width]}; the class token has no position. */
  private SDVariable place(SDVariable encoded, SDVariable visible, Masked masked) {
    int batch = masked.batch();
    int width = config.decoder().width();
    SDVariable embedded = graph.linear("decoder.embedding", encoded, config.encoder().width(), width);
    SDVariable placed = positions.at(visible); // [B·V, width]
    if (!config.classToken()) {
      return embedded.add(placed).reshape(batch, masked.visible(), width);
    }
    int tokens = masked.visible() + 1;
    SDVariable sequence = embedded.reshape(batch, tokens, width); // [B, 1+V, width]
    SDVariable patches = Sequences.slice(sequence, tokens, 1, tokens)
        .add(placed.reshape(batch, masked.visible(), width)); // [B, V, width]
    return graph.sameDiff().concat(1, Sequences.slice(sequence, tokens, 0, 1), patches); // [B, 1+V, width]
  }
}
