package org.mae4j.model.layer;

import java.util.Optional;
import org.mae4j.config.TransformerConfig;
import org.mae4j.ops.Attention;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A pre-norm transformer block (Dosovitskiy et al., arXiv 2010.11929, section 3.1): {@code x + attention(norm(x))},
 * then {@code x + mlp(norm(x))}.
 */
public final class TransformerBlock {
  private final Graph graph;
  private final String name;
  private final TransformerConfig size;

  public TransformerBlock(Graph graph, String name, TransformerConfig size) {
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
  public SDVariable apply(SDVariable rows, int batch, int tokens, Optional<DropPath> dropPath) {
    return rest(rows, attention(graph.layerNorm(name + ".norm1", rows, size.width()), batch, tokens), tokens, dropPath);
  }

  /**
   * The block's output for the tokens from {@code from} on, which attend to all.
   *
   * @param rows {@code [batch·tokens, width]}
   * @return {@code [batch·(tokens − from), width]}
   */
  public SDVariable applyFrom(int from, SDVariable rows, int batch, int tokens) {
    SDVariable joined = attention(graph.layerNorm(name + ".norm1", rows, size.width()), batch, tokens); // [B·T, D]
    return rest(from(from, rows, batch, tokens), from(from, joined, batch, tokens), tokens - from, Optional.empty());
  }

  private SDVariable from(int from, SDVariable rows, int batch, int tokens) {
    return from == 0 ? rows
        : Sequences.slice(rows.reshape(batch, tokens, size.width()), tokens, from, tokens)
            .reshape((long) batch * (tokens - from), size.width());
  }

  /** All after attention, whose joined heads are {@code [batch·tokens, width]}. */
  private SDVariable rest(SDVariable rows, SDVariable joined, int tokens, Optional<DropPath> dropPath) {
    SDVariable mixed = onto(rows, ".attention.projection", joined, size.width(), tokens, dropPath); // [B·T, D]
    SDVariable hidden = hidden(graph.layerNorm(name + ".norm2", mixed, size.width())); // [B·T, hidden]
    return onto(mixed, ".mlp.output", hidden, size.hiddenWidth(), tokens, dropPath); // [B·T, D]
  }

  /** Adds the linear layer that ends a residual branch, {@code [B·T, in]} to {@code [B·T, D]}. */
  private SDVariable onto(SDVariable residual, String layer, SDVariable branch, int in, int tokens,
      Optional<DropPath> dropPath) {
    return dropPath
        .map(drop -> residual.add(
            drop.apply(graph.linear(name + layer, branch, in, size.width()), tokens, size.width())))
        .orElseGet(() -> graph.linearOnto(name + layer, residual, branch, in, size.width()));
  }

  /** Multi-head self-attention within each sequence, {@code [batch·tokens, width]} to the same shape. */
  public SDVariable attention(SDVariable rows, int batch, int tokens) {
    SDVariable projected = graph.queriesKeysValues(name + ".attention", rows, size.width()); // [B·T, 3D]
    return Attention.apply(projected, batch, tokens, size.heads()); // [B·T, D]
  }

  /** The hidden layer with GELU, token by token, {@code [rows, width]} to {@code [rows, hidden]}. */
  public SDVariable hidden(SDVariable rows) {
    return graph.linearGelu(name + ".mlp.hidden", rows, size.width(), size.hiddenWidth());
  }
}
