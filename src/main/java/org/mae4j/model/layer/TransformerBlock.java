package org.mae4j.model.layer;

import java.util.Optional;
import org.mae4j.config.TransformerConfig;

/**
 * A pre-norm transformer block (Dosovitskiy et al., arXiv 2010.11929, section 3.1): {@code x + attention(norm(x))},
 * then {@code x + mlp(norm(x))}.
 */
public final class TransformerBlock {
  private final Graph graph;
  private final LayerPath path;
  private final TransformerConfig size;

  /** @param name beginning of the names of the block's parameters */
  public TransformerBlock(Graph graph, String name, TransformerConfig size) {
    this.graph = graph;
    this.path = LayerPath.of(name, ModuleKind.TRANSFORMER_BLOCK);
    this.size = size;
  }

  /**
   * Adds the block over sequences of equal length.
   *
   * @param tokens {@code [B·T, D]}
   * @param dropPath stochastic depth of the residual branches; empty for none
   * @return {@code [B·T, D]}
   */
  public Activations apply(Activations tokens, Optional<DropPath> dropPath) {
    return afterAttention(tokens, attention(tokens), dropPath);
  }

  /**
   * Adds the block with the output of the tokens from {@code from} on, which attend to all tokens.
   *
   * @param tokens {@code [B·T, D]}
   * @return {@code [B·(T − from), D]}
   */
  public Activations applyFrom(int from, Activations tokens) {
    Activations joined = attention(tokens); // [B·T, D]
    return afterAttention(tokens.slice(from, tokens.tokens()), joined.slice(from, tokens.tokens()), Optional.empty());
  }

  /**
   * Adds the block with attention to another sequence instead of the tokens' own: {@code x + attention(norm(x),
   * context)}, then {@code x + mlp(norm(x))}.
   *
   * @param tokens {@code [B·Q, D]}
   * @param context {@code [B·K, C]}
   * @return {@code [B·Q, D]}
   */
  public Activations applyCross(Activations tokens, Activations context) {
    Activations normalized = graph.layerNorm(path.layer("norm1"), tokens); // [B·Q, D]
    return afterAttention(tokens, graph.crossAttention(path.layer("attention"), normalized, context, size.heads()),
        Optional.empty());
  }

  /** Layer norm and the joined heads of attention, {@code [B·T, D]}. */
  private Activations attention(Activations tokens) {
    Activations normalized = graph.layerNorm(path.layer("norm1"), tokens); // [B·T, D]
    return graph.selfAttention(path.layer("attention"), normalized, size.heads());
  }

  /** @param joined heads of attention, {@code [B·T, D]} */
  private Activations afterAttention(Activations tokens, Activations joined, Optional<DropPath> dropPath) {
    LayerPath mlp = path.layer("mlp");
    Activations mixed = onto(tokens, path.layer("attention").part("projection"), joined, dropPath); // [B·T, D]
    Activations normalized = graph.layerNorm(path.layer("norm2"), mixed); // [B·T, D]
    Activations hidden = graph.linearGelu(mlp.part("hidden"), normalized, size.hiddenWidth()); // [B·T, hidden]
    return onto(mixed, mlp.part("output"), hidden, dropPath); // [B·T, D]
  }

  /** Adds the linear layer that ends a residual branch, {@code [B·T, in]} to {@code [B·T, D]}. */
  private Activations onto(Activations residual, LayerPath layer, Activations branch, Optional<DropPath> dropPath) {
    return dropPath
        .map(drop -> residual.with(
            residual.rows().add(drop.apply(graph.linear(layer, branch, size.width()))), size.width()))
        .orElseGet(() -> graph.linearOnto(layer, residual, branch));
  }
}
