package org.mae4j.model;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.decoder.DecoderInput;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

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

  private static final double TARGET_EPSILON = 1e-6;

  private final Graph graph;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final MaskShape mask;
  private final CheckedDecoder decoder;
  private final SDVariable patches; // [B·N, P]
  private final SDVariable maskedRows; // [B·M]
  private final Activations encoded; // [B·E, D]
  private final SDVariable visible; // [B, V]
  private final SDVariable masked; // [B, M]

  private MaskedAutoencoder(Graph graph, ModelConfig config, PatchGrid grid, MaskShape mask) {
    this.graph = graph;
    this.config = config;
    this.grid = grid;
    this.mask = mask;
    this.decoder = new CheckedDecoder(config.decoder());
    SameDiff sameDiff = graph.sameDiff();
    SDVariable images = sameDiff.placeHolder(IMAGES, graph.type(), mask.batch(), grid.image().channels(),
        grid.image().height(), grid.image().width()); // [B, C, H, W]
    this.visible = indices(VISIBLE, mask.visible()); // [B, V]
    this.masked = indices(MASKED, mask.masked()); // [B, M]
    this.patches = grid.patchify(images, mask.batch());
    this.maskedRows = grid.rows(masked, mask.batch(), mask.masked());
    SDVariable seen = sameDiff.gather(patches, grid.rows(visible, mask.batch(), mask.visible()), 0); // [B·V, P]
    this.encoded = new Encoder(graph, config, grid)
        .visible(Activations.sequences(seen, mask.batch(), mask.visible(), grid.patchSize()),
            flat(visible, mask.visible()), Optional.empty()); // [B·E, D]
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
    model.decode(0, grid.patches()).rows().rename(PREDICTION); // [B·(V + M), P]
    return model.graph.sameDiff();
  }

  /** Returns the layers of the graph for training, or for reconstruction if no patch is masked. */
  static List<LayerSummary> layers(ModelConfig config, PatchGrid grid, MaskShape mask) {
    MaskedAutoencoder model = new MaskedAutoencoder(Graph.description(), config, grid, mask);
    if (mask.masked() == 0) {
      model.decode(0, grid.patches());
    } else {
      model.addLoss();
    }
    return model.graph.layers();
  }

  private static Graph graph(Parameters parameters, ModelConfig config) {
    return new Graph(parameters, config.layerNormEpsilon());
  }

  private void addLoss() {
    int count = decoder.trainedPatches(mask);
    SDVariable predicted = decode(mask.visible(), count).rows(); // [B·K, P]
    SDVariable targets = graph.sameDiff().gather(patches, targetRows(count), 0); // [B·K, P]
    SDVariable difference = predicted.sub(config.normalizeTargets() ? normalized(targets) : targets); // [B·K, P]
    graph.sameDiff().math().square(difference).mean(LOSS, 0, 1);
    graph.sameDiff().setLossVariables(LOSS);
  }

  /** Rows of the first {@code count} masked patches of each image in {@code [B·N, P]}: {@code [B·count]}. */
  private SDVariable targetRows(int count) {
    return count == mask.masked() ? maskedRows
        : flat(maskedRows.reshape(mask.batch(), mask.masked()).get(SDIndex.all(), SDIndex.interval(0, count)), count);
  }

  /** Predicted patches, {@code [B·count, P]}. */
  private Activations decode(int first, int count) {
    return decoder.decode(new DecoderInput(graph, config, grid, mask, encoded, flat(visible, mask.visible()),
        flat(masked, mask.masked()), first, count), mask.batch());
  }

  /** Each row of {@code [R, P]} minus its mean over the root of its unbiased variance (arXiv 2111.06377, section 4). */
  private SDVariable normalized(SDVariable targets) {
    SDVariable centered = targets.sub(targets.mean(true, 1)); // [R, P]
    SDVariable variance = graph.sameDiff().math().square(centered).sum(true, 1).div(grid.patchSize() - 1); // [R, 1]
    return centered.mul(graph.sameDiff().math().rsqrt(variance.add(TARGET_EPSILON)));
  }

  private SDVariable indices(String name, int count) {
    return graph.sameDiff().placeHolder(name, DataType.INT32, mask.batch(), count);
  }

  private SDVariable flat(SDVariable indices, int count) {
    return indices.reshape((long) mask.batch() * count);
  }
}
