package org.mae4j.model;

import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.DropPath;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.layer.Sequences;
import org.mae4j.model.layer.TransformerBlock;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The transformer encoder (arXiv 2111.06377, section 3): patch embedding, positions, blocks, norm. The same class
 * serves pre-training, where it sees the visible patches alone, and probing and fine-tuning, where it sees all.
 */
final class Encoder {
  private final Graph graph;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final Positions positions;

  Encoder(Graph graph, ModelConfig config, PatchGrid grid) {
    this.graph = graph;
    this.config = config;
    this.grid = grid;
    this.positions = new Positions(graph, "encoder.positions", grid, config.encoder().width(), config.positions());
  }

  /** Tokens of a sequence that holds {@code patches} patches: one more with a class token. */
  int tokens(int patches) {
    return patches + (config.classToken() ? 1 : 0);
  }

  /**
   * Encodes the patches numbered by {@code indices} alone.
   *
   * @param patches {@code [B·V, P]}, only these
   * @param indices {@code [B·V]}, where in the image they stand
   * @return rows {@code [B·tokens(V), D]}
   */
  SDVariable visible(SDVariable patches, SDVariable indices, int batch, int count) {
    SDVariable placed = embed(patches).add(positions.at(indices)); // [B·V, D]
    return blocks(placed, batch, count, Optional.empty());
  }

  /**
   * Encodes all patches.
   *
   * @param patches {@code [B·N, P]}
   * @return rows {@code [B·tokens(N), D]}
   */
  SDVariable all(SDVariable patches, int batch, Optional<DropPath> dropPath) {
    int width = config.encoder().width();
    SDVariable placed = embed(patches).reshape(batch, grid.patches(), width) // [B, N, D]
        .add(positions.all().reshape(1, grid.patches(), width))
        .reshape((long) batch * grid.patches(), width); // [B·N, D]
    return blocks(placed, batch, grid.patches(), dropPath);
  }

  /** One feature vector an image, {@code [B, D]}, from the rows {@code [B·tokens(N), D]} of all its patches. */
  SDVariable pool(SDVariable rows, int batch) {
    int tokens = tokens(grid.patches());
    SDVariable sequence = rows.reshape(batch, tokens, config.encoder().width()); // [B, T, D]
    return switch (config.pooling()) {
      case MEAN -> Sequences.slice(sequence, tokens, tokens - grid.patches(), tokens).mean(1); // [B, D]
      case CLASS_TOKEN -> Sequences.slice(sequence, tokens, 0, 1).reshape(batch, config.encoder().width()); // [B, D]
    };
  }

  private SDVariable embed(SDVariable patches) {
    return graph.linear("encoder.embedding", patches, grid.patchSize(), config.encoder().width());
  }

  private SDVariable blocks(SDVariable placed, int batch, int count, Optional<DropPath> dropPath) {
    int width = config.encoder().width();
    SDVariable rows = config.classToken()
        ? Sequences.prepend(graph, "encoder.classToken", placed, batch, count, width) // [B·(1+V), D]
        : placed;
    for (int i = 0; i < config.encoder().depth(); i++) {
      rows = new TransformerBlock(graph, "encoder.blocks." + i, config.encoder())
          .apply(rows, batch, tokens(count), dropPath); // [B·T, D]
    }
    return graph.layerNorm("encoder.norm", rows, width); // [B·T, D]
  }
}
