package org.mae4j.model;

import java.util.Optional;
import org.mae4j.config.TransformerConfig;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A pre-norm transformer block (Dosovitskiy et al., arXiv 2010.11929, section 3.1): {@code x + attention(norm(x))},
 * then {@code x + mlp(norm(x))}.
 */
final class TransformerBlock {
  private final Graph graph;
  private final String name;
  private final TransformerConfig size;

  TransformerBlock(Graph graph, String name, TransformerConfig size) {
    this.graph = graph;
    this.name = name;
    this.size = size;
  }

  /**
   * One block over sequences of equal length.
   *
   * @param rows {@code [batch·tokens, width]}
   * @param dropPath skips residual branches of whole images, where given
   * @return {@code [batch·tokens, width]}
   */
  SDVariable apply(SDVariable rows, int batch, int tokens, Optional<DropPath> dropPath) {
    SDVariable attended = attention(graph.layerNorm(name + ".norm1", rows, size.width()), batch, tokens);
    SDVariable mixed = rows.add(kept(attended, tokens, dropPath)); // [B·T, D]
    SDVariable transformed = mlp(graph.layerNorm(name + ".norm2", mixed, size.width()));
    return mixed.add(kept(transformed, tokens, dropPath)); // [B·T, D]
  }

  private SDVariable kept(SDVariable branch, int tokens, Optional<DropPath> dropPath) {
    return dropPath.map(drop -> drop.apply(branch, tokens, size.width())).orElse(branch);
  }

  /** Multi-head self-attention within each sequence, {@code [batch·tokens, width]} to the same shape. */
  SDVariable attention(SDVariable rows, int batch, int tokens) {
    SDVariable query = heads("query", rows, batch, tokens); // [B·H, T, d]
    SDVariable key = heads("key", rows, batch, tokens); // [B·H, T, d]
    SDVariable value = heads("value", rows, batch, tokens); // [B·H, T, d]
    SDVariable scores = graph.sameDiff().mmul(query, key, false, true, false)
        .mul(1 / Math.sqrt(size.headWidth())); // [B·H, T, T]
    SDVariable weights = graph.sameDiff().nn().softmax(scores, 2); // [B·H, T, T]
    SDVariable joined = weights.mmul(value) // [B·H, T, d]
        .reshape(batch, size.heads(), tokens, size.headWidth())
        .permute(0, 2, 1, 3) // [B, T, H, d]
        .reshape(batch * tokens, size.width()); // [B·T, D]
    return graph.linear(name + ".attention.projection", joined, size.width(), size.width()); // [B·T, D]
  }

  private SDVariable heads(String projection, SDVariable rows, int batch, int tokens) {
    return graph.linear(name + ".attention." + projection, rows, size.width(), size.width()) // [B·T, D]
        .reshape(batch, tokens, size.heads(), size.headWidth())
        .permute(0, 2, 1, 3) // [B, H, T, d]
        .reshape(batch * size.heads(), tokens, size.headWidth()); // [B·H, T, d]
  }

  /** A hidden layer with GELU, token by token, {@code [rows, width]} to the same shape. */
  SDVariable mlp(SDVariable rows) {
    SDVariable hidden = graph.linearGelu(name + ".mlp.hidden", rows, size.width(), size.hiddenWidth()); // [B·T, hidden]
    return graph.linear(name + ".mlp.output", hidden, size.hiddenWidth(), size.width()); // [B·T, D]
  }
}
