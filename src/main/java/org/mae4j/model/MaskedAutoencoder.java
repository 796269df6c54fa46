package org.mae4j.model;

import org.mae4j.config.ModelConfig;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The masked autoencoder (He et al., arXiv 2111.06377): encodes the visible patches, decodes all, and is trained on
 * the squared error of the removed ones. Raw patches are gathered before the embedding, so no gradient crosses a
 * gather and removed patches cost the encoder nothing.
 */
public final class MaskedAutoencoder {
  /** Placeholder: images in [-1, 1], {@code [B, C, H, W]}. */
  public static final String IMAGES = "images";
  /** Placeholder: numbers of the visible patches of each image, {@code [B, V]}, 32-bit integers. */
  public static final String VISIBLE = "visible";
  /** Placeholder: numbers of the removed patches of each image, {@code [B, M]}, 32-bit integers. */
  public static final String REMOVED = "removed";
  /** Output: mean over removed patches of the mean squared error in a patch, scalar. */
  public static final String LOSS = "loss";
  /** Output: predicted patches {@code [B·(V + M), P]}, of each image the visible first, then the removed. */
  public static final String PREDICTION = "prediction";

  private static final double TARGET_EPSILON = 1e-6;

  private final Graph graph;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final MaskShape masked;
  private final SDVariable patches; // [B·N, P]
  private final SDVariable removedRows; // [B·M]
  private final SDVariable encoded; // [B·E, D]
  private final SDVariable visible; // [B, V]
  private final SDVariable removed; // [B, M]
  private final Decoder decoder;

  private MaskedAutoencoder(Parameters parameters, ModelConfig config, PatchGrid grid, MaskShape masked) {
    this.graph = new Graph(parameters, config.layerNormEpsilon());
    this.config = config;
    this.grid = grid;
    this.masked = masked;
    SameDiff sameDiff = graph.sameDiff();
    SDVariable images = sameDiff.placeHolder(IMAGES, graph.type(), masked.batch(), grid.image().channels(),
        grid.image().height(), grid.image().width()); // [B, C, H, W]
    this.visible = indices(VISIBLE, masked.visible()); // [B, V]
    this.removed = indices(REMOVED, masked.removed()); // [B, M]
    this.patches = grid.patchify(images, masked.batch());
    this.removedRows = rows(removed, masked.removed());
    SDVariable seen = sameDiff.gather(patches, rows(visible, masked.visible()), 0); // [B·V, P]
    this.encoded = new Encoder(graph, config, grid)
        .visible(seen, flat(visible, masked.visible()), masked.batch(), masked.visible()); // [B·E, D]
    this.decoder = new Decoder(graph, config, grid);
  }

  /**
   * The graph that is trained; its output is {@link #LOSS}.
   *
   * @throws IllegalArgumentException if no patch is removed: there would be nothing to learn from
   */
  public static SameDiff training(Parameters parameters, ModelConfig config, PatchGrid grid, MaskShape masked) {
    if (masked.removed() == 0) {
      throw new IllegalArgumentException("the loss needs at least one removed patch");
    }
    return new MaskedAutoencoder(parameters, config, grid, masked).loss();
  }

  /** The graph that reconstructs; its output is {@link #PREDICTION}. */
  public static SameDiff reconstruction(Parameters parameters, ModelConfig config, PatchGrid grid, MaskShape masked) {
    return new MaskedAutoencoder(parameters, config, grid, masked).prediction();
  }

  private SameDiff loss() {
    SDVariable predicted = pixels(decoder.classTokens() + masked.visible()); // [B·M, P]
    SDVariable targets = graph.sameDiff().gather(patches, removedRows, 0); // [B·M, P]
    SDVariable difference = predicted.sub(config.normalizeTargets() ? normalized(targets) : targets); // [B·M, P]
    graph.sameDiff().math().square(difference).mean(LOSS, 0, 1);
    graph.sameDiff().setLossVariables(LOSS);
    return graph.sameDiff();
  }

  private SameDiff prediction() {
    pixels(decoder.classTokens()).rename(PREDICTION); // [B·(V + M), P]
    return graph.sameDiff();
  }

  /** What is predicted for the tokens from {@code from} on. */
  private SDVariable pixels(int from) {
    return decoder.pixels(encoded, flat(visible, masked.visible()), flat(removed, masked.removed()), masked, from);
  }

  /** Each row of {@code [R, P]} minus its mean over the root of its unbiased variance (arXiv 2111.06377, section 4). */
  private SDVariable normalized(SDVariable targets) {
    SDVariable centered = targets.sub(targets.mean(true, 1)); // [R, P]
    SDVariable variance = graph.sameDiff().math().square(centered).sum(true, 1).div(grid.patchSize() - 1); // [R, 1]
    return centered.mul(graph.sameDiff().math().rsqrt(variance.add(TARGET_EPSILON)));
  }

  private SDVariable indices(String name, int count) {
    return graph.sameDiff().placeHolder(name, DataType.INT32, masked.batch(), count);
  }

  private SDVariable flat(SDVariable indices, int count) {
    return indices.reshape((long) masked.batch() * count);
  }

  /** Numbers within an image, {@code [B, count]}, as rows of {@code [B·N, P]}: {@code [B·count]}. */
  private SDVariable rows(SDVariable indices, int count) {
    SDVariable starts = graph.sameDiff().constant(indices.name() + ".starts",
        Nd4j.arange(masked.batch()).mul(grid.patches()).castTo(DataType.INT32).reshape(masked.batch(), 1)); // [B, 1]
    return flat(indices.add(starts), count);
  }
}
