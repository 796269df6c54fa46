package org.mae4j.model;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.DropPath;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.layer.Sequences;
import org.mae4j.model.layer.TransformerBlock;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The transformer encoder (arXiv 2111.06377, section 3): patch embedding, positions, blocks, layer norm. Pre-training
 * encodes the visible patches; probing and fine-tuning encode all patches.
 */
final class Encoder {
  private static final LayerPath EMBEDDING = LayerPath.of("encoder.embedding", ModuleKind.LINEAR);

  private final Graph graph;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final Positions positions;

  Encoder(Graph graph, ModelConfig config, PatchGrid grid) {
    this.graph = graph;
    this.config = config;
    this.grid = grid;
    this.positions = new Positions(graph, EMBEDDING.named("encoder.positions"), grid, config.encoder().width(),
        config.positions());
  }

  /**
   * Encodes some patches of each image.
   *
   * @param patches {@code [B·V, P]}
   * @param indices of these patches in their image, {@code [B·V]}
   * @return {@code [B·V, D]}, or {@code [B·(1 + V), D]} with a class token
   */
  Activations visible(Activations patches, SDVariable indices, Optional<DropPath> dropPath) {
    Activations embedded = embed(patches); // [B·V, D]
    SDVariable placed =
        embedded.rows().add(positions.at(indices, patches.batch(), patches.tokens())); // [B·V, D]
    return blocks(embedded.with(placed, embedded.width()), dropPath);
  }

  /**
   * Encodes all patches of each image.
   *
   * @param patches {@code [B·N, P]}
   * @return {@code [B·N, D]}, or {@code [B·(1 + N), D]} with a class token
   */
  Activations all(Activations patches, Optional<DropPath> dropPath) {
    Activations embedded = embed(patches); // [B·N, D]
    int width = embedded.width();
    SDVariable placed = embedded.sequence() // [B, N, D]
        .add(positions.all(patches.batch()).reshape(1, grid.patches(), width))
        .reshape(embedded.count(), width); // [B·N, D]
    return blocks(embedded.with(placed, width), dropPath);
  }

  /** Reduces the encoded tokens of an image to one feature vector per image, {@code [B, D]}. */
  Activations pool(Activations encoded) {
    int tokens = encoded.tokens();
    int width = encoded.width();
    SDVariable sequence = encoded.sequence(); // [B, T, D]
    SDVariable features = switch (config.pooling()) {
      case MEAN -> Sequences.slice(sequence, tokens, config.classToken() ? 1 : 0, tokens).mean(1); // [B, D]
      case CLASS_TOKEN -> Sequences.slice(sequence, tokens, 0, 1).reshape(encoded.batch(), width); // [B, D]
    };
    Activations pooled = new Activations(features, List.of(encoded.batch(), width));
    graph.record(LayerPath.of("pooling", ModuleKind.POOLING), pooled, List.of(), 0, pooled.count() * width);
    return pooled;
  }

  private Activations embed(Activations patches) {
    return graph.linear(EMBEDDING, patches, config.encoder().width());
  }

  private Activations blocks(Activations placed, Optional<DropPath> dropPath) {
    Activations tokens = config.classToken()
        ? Sequences.prepend(graph, EMBEDDING.named("encoder.classToken"), placed) // [B·(1 + V), D]
        : placed;
    for (int i = 0; i < config.encoder().depth(); i++) {
      tokens = new TransformerBlock(graph, "encoder.blocks." + i, config.encoder()).apply(tokens, dropPath); // [B·T, D]
    }
    return graph.layerNorm(LayerPath.of("encoder.norm", ModuleKind.LAYER_NORM), tokens); // [B·T, D]
  }
}
