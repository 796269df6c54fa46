package org.mae4j.model.decoder;

import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.layer.Sequences;
import org.mae4j.model.layer.TransformerBlock;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The lightweight decoder (arXiv 2111.06377, section 3): the encoded visible tokens and a shared mask token for each
 * removed patch, all with positions, through blocks of its own width to pixels. Attention does not care about order,
 * so the tokens stay as they come, visible then removed, and are put in place only for drawing.
 */
public final class Decoder {
  private final Graph graph;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final Positions positions;

  public Decoder(Graph graph, ModelConfig config, PatchGrid grid) {
    this.graph = graph;
    this.config = config;
    this.grid = grid;
    this.positions = new Positions(graph, "decoder.positions", grid, config.decoder().width(), config.positions());
  }

  /**
   * Predicts the patches of the tokens from {@code from} on. The others matter only to what these attend to, so the
   * last block computes nothing else of them.
   *
   * @param encoded rows {@code [B·E, D]}, where E is the count of visible patches and class token
   * @param visible {@code [B·V]} numbers of the visible patches
   * @param removed {@code [B·M]} numbers of the removed patches
   * @param from 0 to E + M − 1
   * @return pixels {@code [B·(E + M − from), P]}
   */
  public SDVariable pixels(SDVariable encoded, SDVariable visible, SDVariable removed, MaskShape masked, int from) {
    int width = config.decoder().width();
    int tokens = grid.patches() + classTokens();
    int last = config.decoder().depth() - 1;
    SDVariable rows = tokens(encoded, visible, removed, masked); // [B·(E + M), width]
    for (int i = 0; i < last; i++) {
      rows = block(i).apply(rows, masked.batch(), tokens, Optional.empty());
    }
    SDVariable wanted = block(last).applyFrom(from, rows, masked.batch(), tokens); // [B·(E + M − from), width]
    return graph.linear("decoder.head", graph.layerNorm("decoder.norm", wanted, width), width, grid.patchSize());
  }

  private TransformerBlock block(int number) {
    return new TransformerBlock(graph, "decoder.blocks." + number, config.decoder());
  }

  /** Visible then removed, {@code [B·(E + M), width]}. */
  private SDVariable tokens(SDVariable encoded, SDVariable visible, SDVariable removed, MaskShape masked) {
    SDVariable embedded = place(encoded, visible, masked); // [B, E, width]
    SDVariable all = masked.removed() == 0
        ? embedded
        : graph.sameDiff().concat(1, embedded, asked(removed, masked)); // [B, E + M, width]
    return all.reshape((long) masked.batch() * (grid.patches() + classTokens()), config.decoder().width());
  }

  /** Mask tokens that ask for the removed patches, {@code [B, M, width]}. */
  private SDVariable asked(SDVariable removed, MaskShape masked) {
    int width = config.decoder().width();
    return Sequences.repeat(graph, "decoder.maskToken", masked.batch() * masked.removed(), width)
        .add(positions.at(removed))
        .reshape(masked.batch(), masked.removed(), width);
  }

  public int classTokens() {
    return config.classToken() ? 1 : 0;
  }

  /** Encoded tokens at the decoder's width, {@code [B, E, width]}; the class token has no position. */
  private SDVariable place(SDVariable encoded, SDVariable visible, MaskShape masked) {
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
