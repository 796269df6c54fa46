package org.mae4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.ModelConfig.PositionEmbedding;
import org.mae4j.config.TransformerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Compares the numbers that are derived from a configuration with the graph that is built from it. */
class ModelSummaryTest {
  private static final int BATCH = 3;
  private static final int CLASSES = 5;

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  static Stream<ModelConfig> models() {
    return Stream.of(Tiny.model(), Tiny.model(PositionEmbedding.LEARNED, true, true),
        Tiny.model(PositionEmbedding.SINCOS, true, false),
        Tiny.withMaskRatio(Tiny.model(PositionEmbedding.LEARNED, false, false), 0.3),
        Tiny.withCrossDecoder(Tiny.model(PositionEmbedding.LEARNED, true, false), 0.34),
        new ModelConfig(1, 0.75, Tiny.RANDOM_MASKING, new TransformerConfig(12, 3, 3, 1.5),
            Tiny.attention(new TransformerConfig(8, 2, 4, 4)),
            PositionEmbedding.SINCOS, false, ModelConfig.Pooling.MEAN, false, 1e-6));
  }

  @AfterEach
  void close() {
    parameters.close();
  }

  @ParameterizedTest
  @MethodSource("models")
  void pretrainingMatchesGraph(ModelConfig config) {
    PatchGrid grid = new PatchGrid(Tiny.IMAGE, config.patch());
    SameDiff graph = MaskedAutoencoder.training(parameters, config, grid,
        MaskShape.of(BATCH, config, grid));
    assertMatches(ModelSummary.pretraining(config, grid, BATCH), graph);
  }

  @ParameterizedTest
  @MethodSource("models")
  void classifierMatchesGraph(ModelConfig config) {
    PatchGrid grid = new PatchGrid(Tiny.IMAGE, config.patch());
    assertMatches(ModelSummary.classifier(config, grid, BATCH, CLASSES),
        Classifier.training(parameters, config, grid, BATCH, CLASSES, ClassifierTraining.ofAll(grid)));
  }

  /** Adds up the products of the compiled plan of a step: forward and backward. */
  @ParameterizedTest
  @MethodSource("models")
  void pretrainingCountsTheProductsOfTheStep(ModelConfig config) {
    PatchGrid grid = new PatchGrid(Tiny.IMAGE, config.patch());
    SameDiff graph = MaskedAutoencoder.training(parameters, config, grid, MaskShape.of(BATCH, config, grid));
    assertProducts(ModelSummary.pretraining(config, grid, BATCH), graph);
  }

  @ParameterizedTest
  @MethodSource("models")
  void fineTuningOfSomePatchesCountsTheProductsOfTheStep(ModelConfig config) {
    PatchGrid grid = new PatchGrid(Tiny.IMAGE, config.patch());
    int half = grid.patches() / 2;
    for (ClassifierTraining training : List.of(new ClassifierTraining(half, true, 0),
        new ClassifierTraining(half, true, 2), new ClassifierTraining(grid.patches(), true, 0))) {
      try (Parameters own = new Parameters(DataType.FLOAT, 1)) {
        SameDiff graph = Classifier.training(own, config, grid, BATCH, CLASSES, training);
        assertProducts(ModelSummary.classifier(config, grid, BATCH, CLASSES, training), graph, own);
      }
    }
  }

  /** ViT-Base has 85.8 million parameters without classifier and class token. */
  @Test
  void vitBaseHasPublishedSize() {
    ModelConfig base = new ModelConfig(16, 0.75, Tiny.RANDOM_MASKING, new TransformerConfig(768, 12, 12, 4),
        Tiny.attention(new TransformerConfig(512, 8, 16, 4)), PositionEmbedding.SINCOS, true,
        ModelConfig.Pooling.CLASS_TOKEN,
        false, 1e-6);
    ModelSummary summary = ModelSummary.classifier(base, new PatchGrid(new ImageShape(224, 224, 3), 16), 1, 1000);
    // The published 86,567,656 include learned positions of 197 tokens, which are fixed here.
    assertEquals(86_567_656 - 197 * 768, summary.parameters());
    assertEquals(17.56e9, summary.multiplyAdds(), 0.02e9);
  }

  @Test
  void reportsOutputShapes() {
    ModelSummary summary = ModelSummary.pretraining(Tiny.model(PositionEmbedding.SINCOS, true, false),
        new PatchGrid(Tiny.IMAGE, 2), BATCH);
    assertEquals(List.of(BATCH, 3, 8), layer(summary, "encoder.embedding").outputShape());
    assertEquals(List.of(BATCH, 4, 8), layer(summary, "encoder.blocks.1.mlp").outputShape());
    assertEquals(List.of(BATCH, 7, 4), layer(summary, "decoder.blocks.0.norm1").outputShape());
    // The attention of the last block reads all tokens and has outputs for the masked ones only.
    assertEquals(List.of(BATCH, 3, 4), layer(summary, "decoder.blocks.0.attention").outputShape());
    assertEquals(List.of(BATCH, 3, 12), layer(summary, "decoder.head").outputShape());
  }

  @Test
  void activationsMatchManualCount() {
    ModelSummary summary = ModelSummary.pretraining(Tiny.model(), new PatchGrid(Tiny.IMAGE, 2), BATCH);
    // 3 tokens of 8: query, key, value, joined heads, output; in two heads 3 × 3 scores and weights
    assertEquals(4 * BATCH * (5 * 3 * 8 + 2 * 2 * 9), layer(summary, "encoder.blocks.0.attention").activationBytes());
    // 16 hidden units before and after GELU
    assertEquals(4 * BATCH * 3 * (2 * 16 + 8), layer(summary, "encoder.blocks.0.mlp").activationBytes());
  }

  /** A plan also holds gradients, and frees arrays after their last use. */
  @Test
  void activationsApproximatePlan() {
    ModelConfig config = new ModelConfig(4, 0.75, Tiny.RANDOM_MASKING, new TransformerConfig(48, 4, 3, 4),
        Tiny.attention(new TransformerConfig(48, 2, 3, 4)), PositionEmbedding.SINCOS, false, ModelConfig.Pooling.MEAN,
        false,
        1e-6);
    PatchGrid grid = new PatchGrid(new ImageShape(32, 32, 3), 4);
    SameDiff graph = MaskedAutoencoder.training(parameters, config, grid, MaskShape.of(16, config, grid));
    double estimate = ModelSummary.pretraining(config, grid, 16).activationBytes();
    try (GraphPlan plan = GraphPlan.gradients(graph, MaskedAutoencoder.LOSS, parameters.names())) {
      assertEquals(1, estimate / plan.bytes(), 0.5, estimate + " estimated, " + plan.bytes() + " taken");
    }
  }

  private void assertProducts(ModelSummary summary, SameDiff graph) {
    assertProducts(summary, graph, parameters);
  }

  private static void assertProducts(ModelSummary summary, SameDiff graph, Parameters trained) {
    try (GraphPlan plan = GraphPlan.gradients(graph, "loss", trained.names())) {
      double products = 2.0 * plan.operations().stream().mapToLong(op -> multiplyAdds(op.kind(), shapes(op))).sum();
      assertEquals(products, summary.trainingFlops());
    }
  }

  private void assertMatches(ModelSummary summary, SameDiff graph) {
    assertEquals(parameters.count(), summary.parameters());
    for (LayerSummary layer : summary.layers()) {
      assertEquals(parametersOf(layer.name()), layer.parameters(), layer.name());
      assertTrue(layer.activationBytes() > 0, layer.name());
    }
    assertEquals(multiplyAdds(graph), summary.multiplyAdds());
  }

  private long parametersOf(String layer) {
    return parameters.names().stream().filter(name -> name.equals(layer) || name.startsWith(layer + "."))
        .mapToLong(name -> parameters.get(name).length()).sum();
  }

  /** Each element of a product is a sum as long as a row of the left factor. */
  private static long multiplyAdds(SameDiff graph) {
    try (GraphPlan plan = GraphPlan.forward(graph, "loss")) {
      return plan.operations().stream().mapToLong(op -> multiplyAdds(op.kind(), shapes(op))).sum();
    }
  }

  private static long multiplyAdds(String kind, List<long[]> shapes) {
    return switch (kind) {
      case "matmul", "mae4j_product", "mae4j_linear" ->
        length(shapes.get(shapes.size() - 1)) * shapes.get(0)[1];
      case "mae4j_query_key_value" -> length(shapes.get(shapes.size() - 2)) * shapes.get(0)[1];
      // Scores, and the products of weights and values.
      case "mae4j_attention" -> 2 * length(shapes.get(2)) * shapes.get(1)[1] * shapes.get(1)[0]
          / (shapes.get(2)[0] * shapes.get(2)[1]);
      case "mae4j_cross_attention" -> 2 * length(shapes.get(4)) * shapes.get(0)[1] * shapes.get(0)[0]
          / (shapes.get(4)[0] * shapes.get(4)[1]);
      // The gradients of both factors.
      case "matmul_bp", "mae4j_product_gradient", "mae4j_linear_gradient", "mae4j_query_key_value_gradient" ->
        2 * length(shapes.get(0)) * shapes.get(1)[1];
      // The gradients of weights, values, queries and keys.
      case "mae4j_attention_gradient" -> 4 * length(shapes.get(2)) * shapes.get(1)[1];
      case "mae4j_cross_attention_gradient" -> 4 * length(shapes.get(0)) * shapes.get(1)[0] * shapes.get(3)[1]
          / shapes.get(0)[0];
      default -> 0;
    };
  }

  /** Returns the shapes of inputs and outputs from the text of an operation. */
  private static List<long[]> shapes(PlannedOp op) {
    return Stream.of(op.shapes().split(" → |, "))
        .map(shape -> Stream.of(shape.split("×")).filter(part -> !part.isEmpty()).mapToLong(Long::parseLong).toArray())
        .toList();
  }

  private static long length(long... shape) {
    return LongStream.of(shape).reduce(1, Math::multiplyExact);
  }

  private static LayerSummary layer(ModelSummary summary, String name) {
    return summary.layers().stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow();
  }
}
