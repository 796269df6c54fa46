package org.mae4j.model;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.DropPath;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.layer.Sequences;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.ops.attention.Attention;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The encoder over all patches, its pooled features, and a linear layer on them. Training can encode some patches only,
 * and reconstruct the others beside classifying (similar to SupMAE, arXiv 2205.14540, and SSAT, arXiv 2310.20704).
 */
public final class Classifier {
  /** Placeholder: images in [-1, 1], {@code [B, C, H, W]}. */
  public static final String IMAGES = MaskedAutoencoder.IMAGES;
  /** Placeholder of the training graph: probability of each class, {@code [B, K]}; rows sum to 1. */
  public static final String TARGETS = "targets";
  /** Placeholder of the training graph of some patches: indices of the kept ones, {@code [B, V]}, 32-bit integers. */
  public static final String KEPT = "kept";
  /** Placeholder of the training graph that reconstructs: indices of the other ones, {@code [B, M]}, 32-bit integers. */
  public static final String DROPPED = "dropped";
  /** Placeholder of the training graph with drop path: factors of the residual branches, {@code [2·depth, B]}. */
  public static final String DROP_PATH = DropPath.FACTORS;
  /** Output: mean cross-entropy in nats, plus the weighted loss of the reconstruction if there is one, scalar. */
  public static final String LOSS = "loss";
  /** Output: logits of the classes, {@code [B, K]}. */
  public static final String LOGITS = "logits";
  /** Output: pooled features {@code [B, D]}. */
  public static final String FEATURES = "features";
  /** Output of {@link #features}: encoded patches without the class token {@code [B, N, D]}. */
  public static final String TOKENS = "tokens";
  /** Output: attention weights of the last block, {@code [B·H, T, T]}; rows are queries and sum to 1. */
  public static final String ATTENTION = "attention";

  private final Graph graph;
  private final Activations encoded; // [B·N, D], or [B·(1 + N), D] with a class token
  private final Activations features; // [B, D]
  /** The weighted loss of the reconstruction, scalar; empty without one. */
  private final Optional<SDVariable> reconstruction;

  private Classifier(Graph graph, ModelConfig config, PatchGrid grid, int batch, ClassifierTraining training) {
    this.graph = graph;
    Optional<DropPath> drop = training.dropPath()
        ? Optional.of(new DropPath(graph.sameDiff(), graph.type(), config.encoder().depth(), batch))
        : Optional.empty();
    Encoder encoder = new Encoder(graph, config, grid);
    ImagePatches patches = ImagePatches.of(graph, grid, batch); // [B·N, P]
    int kept = training.kept();
    if (kept == grid.patches()) {
      this.encoded = encoder.all(patches.all(), drop);
      this.reconstruction = Optional.empty();
    } else {
      SDVariable indices = patches.indices(KEPT, kept); // [B, V]
      this.encoded = encoder.visible(patches.at(indices, kept), indices.reshape((long) batch * kept), drop);
      this.reconstruction = training.reconstructs()
          ? Optional.of(reconstruct(config, patches, indices, kept).mul(training.reconstruction()))
          : Optional.empty();
    }
    this.features = encoder.pool(encoded);
  }

  /**
   * Returns the loss of the reconstructed patches, scalar.
   *
   * @param indices of the encoded patches, {@code [B, V]}
   * @param kept number of them, V
   */
  private SDVariable reconstruct(ModelConfig config, ImagePatches patches, SDVariable indices, int kept) {
    MaskShape mask = new MaskShape(patches.batch(), kept, patches.grid().patches() - kept);
    SDVariable dropped = patches.indices(DROPPED, mask.masked()); // [B, M]
    return new PatchReconstruction(config, patches, mask, encoded, indices, dropped).loss();
  }

  /**
   * Returns the graph for training; its outputs are {@link #LOSS} and {@link #LOGITS}. With fewer than N kept patches, the
   * placeholder {@link #KEPT} has their indices, and if the others are reconstructed, {@link #DROPPED} has theirs.
   *
   * @throws org.mae4j.base.UserException if there is no decoder of the configured name, or it breaks its contract
   */
  public static SameDiff training(Parameters parameters, ModelConfig config, PatchGrid grid, int batch, int classes,
      ClassifierTraining training) {
    Classifier classifier = new Classifier(graph(parameters, config), config, grid, batch, training);
    SameDiff sameDiff = classifier.graph.sameDiff();
    SDVariable logits = classifier.logits(classes);
    SDVariable targets = sameDiff.placeHolder(TARGETS, classifier.graph.type(), batch, classes); // [B, K]
    SDVariable entropy = sameDiff.nn().logSoftmax(logits).mul(targets).sum(0, 1).div(-batch); // scalar
    classifier.reconstruction.map(entropy::add).orElse(entropy).rename(LOSS);
    sameDiff.setLossVariables(LOSS);
    return sameDiff;
  }

  /** Returns the graph for classification; its output is {@link #LOGITS}. */
  public static SameDiff inference(Parameters parameters, ModelConfig config, PatchGrid grid, int batch, int classes) {
    Classifier classifier = new Classifier(graph(parameters, config), config, grid, batch,
        ClassifierTraining.ofAll(grid));
    classifier.logits(classes);
    return classifier.graph.sameDiff();
  }

  /** Returns the graph of the frozen encoder; its outputs are {@link #FEATURES} and {@link #TOKENS}. */
  public static SameDiff features(Parameters parameters, ModelConfig config, PatchGrid grid, int batch) {
    Classifier classifier = new Classifier(graph(parameters, config), config, grid, batch,
        ClassifierTraining.ofAll(grid));
    classifier.features.rows().rename(FEATURES);
    int tokens = classifier.encoded.tokens();
    Sequences.slice(classifier.encoded.sequence(), tokens, tokens - grid.patches(), tokens).rename(TOKENS); // [B, N, D]
    return classifier.graph.sameDiff();
  }

  /** Returns the graph of the attention in the encoder's last block; its output is {@link #ATTENTION}. */
  public static SameDiff attention(Parameters parameters, ModelConfig config, PatchGrid grid, int batch) {
    SameDiff sameDiff = features(parameters, config, grid, batch);
    Attention.lastWeights(sameDiff).rename(ATTENTION);
    return sameDiff;
  }

  /**
   * Returns the layers of the graph for training.
   *
   * @param classes number of classes; 0 leaves out the classifier
   */
  static List<LayerSummary> layers(ModelConfig config, PatchGrid grid, int batch, int classes,
      ClassifierTraining training) {
    Classifier classifier = new Classifier(Graph.description(), config, grid, batch, training);
    if (classes > 0) {
      classifier.logits(classes);
    }
    return classifier.graph.layers();
  }

  private static Graph graph(Parameters parameters, ModelConfig config) {
    return new Graph(parameters, config.layerNormEpsilon());
  }

  /** Its weights start as large as all others; the code of the paper has a deviation of 2e-5. */
  private SDVariable logits(int classes) {
    return graph.linear(LayerPath.of("classifier", ModuleKind.LINEAR), features, classes).rows().rename(LOGITS); // [B, K]
  }
}
