package org.mae4j.model;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The masked autoencoder (He et al., arXiv 2111.06377): encodes the visible patches, decodes all, and is trained on the
 * squared error of the masked ones. Raw patches are gathered before the embedding, so no gradient passes a gather, and
 * masked patches cost the encoder nothing.
 */
public final class MaskedAutoencoder {
  /** Placeholder: images in [-1, 1], {@code [B, C, H, W]}. */
  public static final String IMAGES = "images";
  /** Placeholder: indices of the visible patches of each image, {@code [B, V]}, 32-bit integers. */
  public static final String VISIBLE = "visible";
  /** Placeholder: indices of the masked patches of each image, {@code [B, M]}, 32-bit integers. */
  public static final String MASKED = "masked";
  /** Output: mean over the masked patches of the mean squared error in a patch, scalar. */
  public static final String LOSS = "loss";
  /** Output: predicted patches {@code [B·(V + M), P]}, first the visible ones of an image, then the masked ones. */
  public static final String PREDICTION = "prediction";

  private final Graph graph;
  private final PatchReconstruction reconstruction;

  private MaskedAutoencoder(Graph graph, ModelConfig config, PatchGrid grid, MaskShape mask) {
    this.graph = graph;
    ImagePatches patches = ImagePatches.of(graph, grid, mask.batch()); // [B·N, P]
    SDVariable visible = patches.indices(VISIBLE, mask.visible()); // [B, V]
    SDVariable masked = patches.indices(MASKED, mask.masked()); // [B, M]
    Activations seen = patches.at(visible, mask.visible()); // [B·V, P]
    Activations encoded = new Encoder(graph, config, grid)
        .visible(seen, visible.reshape((long) mask.batch() * mask.visible()), Optional.empty()); // [B·E, D]
    this.reconstruction = new PatchReconstruction(config, patches, mask, encoded, visible, masked);
  }

  /**
   * Returns the graph for training; its output is {@link #LOSS}.
   *
   * @throws IllegalArgumentException if no patch is masked: there would be nothing to learn from
   * @throws org.mae4j.base.UserException if there is no decoder of the configured name, or it breaks its contract
   */
  public static SameDiff training(Parameters parameters, ModelConfig config, PatchGrid grid, MaskShape mask) {
    if (mask.masked() == 0) {
      throw new IllegalArgumentException("the loss needs at least one masked patch");
    }
    MaskedAutoencoder model = new MaskedAutoencoder(graph(parameters, config), config, grid, mask);
    model.addLoss();
    return model.graph.sameDiff();
  }

  /**
   * Returns the graph for reconstruction; its output is {@link #PREDICTION}.
   *
   * @throws org.mae4j.base.UserException if there is no decoder of the configured name, or it breaks its contract
   */
  public static SameDiff reconstruction(Parameters parameters, ModelConfig config, PatchGrid grid, MaskShape mask) {
    MaskedAutoencoder model = new MaskedAutoencoder(graph(parameters, config), config, grid, mask);
    model.reconstruction.all().rows().rename(PREDICTION); // [B·(V + M), P]
    return model.graph.sameDiff();
  }

  /** Returns the layers of the graph for training, or for reconstruction if no patch is masked. */
  static List<LayerSummary> layers(ModelConfig config, PatchGrid grid, MaskShape mask) {
    MaskedAutoencoder model = new MaskedAutoencoder(Graph.description(), config, grid, mask);
    if (mask.masked() == 0) {
      model.reconstruction.all();
    } else {
      model.addLoss();
    }
    return model.graph.layers();
  }

  private static Graph graph(Parameters parameters, ModelConfig config) {
    return new Graph(parameters, config.layerNormEpsilon());
  }

  private void addLoss() {
    reconstruction.loss().rename(LOSS);
    graph.sameDiff().setLossVariables(LOSS);
  }
}
