package org.mae4j.model;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.decoder.AttentionDecoder;
import org.mae4j.model.decoder.DecoderInput;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.DropPath;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.layer.Sequences;
import org.mae4j.model.layer.TransformerBlock;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** Compares the gradients of each block of the model with finite differences, for its parameters and its input. */
class BlockGradientTest {
  private static final String LOSS = "loss";
  private static final int BATCH = 2;
  private static final TransformerConfig SIZE = new TransformerConfig(8, 1, 2, 2);
  private static final Consumer<GraphPlan> NOTHING_TO_FEED = plan -> {};

  private final Random random = new Random(1);
  private final Parameters parameters = new Parameters(DataType.DOUBLE, 1);
  private final Graph graph = new Graph(parameters, 1e-6);

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void linear() {
    verify(3, 4, 3 * 5, rows -> graph.linear(path(), rows, 5));
  }

  @Test
  void layerNorm() {
    verify(3, 8, 3 * 8, rows -> graph.layerNorm(path(), rows));
  }

  /** Where the deviation is below the root of epsilon, 1e-3, the gradient is large and varies on that scale. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 1e-12})
  void layerNormOfNearlyFlatRows(double deviation) {
    loss(graph.layerNorm(path(), input(3, 8)), 3 * 8);
    Tiny.perturb(parameters, 2);
    parameters.get("input").assign(Tiny.uniform(random, deviation, 3, 8).add(0.7));
    GradientCheck.verify(graph.sameDiff(), LOSS, parameters, NOTHING_TO_FEED, 1e-7);
  }

  @Test
  void linearWithGelu() {
    verify(3, 4, 3 * 5, rows -> graph.linearGelu(path(), rows.with(rows.rows().mul(6), 4), 5));
  }

  @Test
  void attention() {
    verify(sequences(3), BATCH * 3 * 8, tokens -> graph.selfAttention(path(), tokens, SIZE.heads()));
  }

  @Test
  void linearOntoResidual() {
    verify(3, 4, 3 * 4, rows -> graph.linearOnto(path(), rows, rows.with(rows.rows().mul(2), 4)));
  }

  @Test
  void transformerBlock() {
    verify(sequences(3), BATCH * 3 * 8, tokens -> block().apply(tokens, Optional.empty()));
  }

  @Test
  void transformerBlockOfTheLastTokens() {
    verify(sequences(3), BATCH * 2 * 8, tokens -> block().applyFrom(1, tokens));
  }

  @Test
  void dropPath() {
    DropPath drop = new DropPath(graph.sameDiff(), DataType.DOUBLE, 1, BATCH);
    loss(block().apply(sequences(3), Optional.of(drop)), BATCH * 3 * 8);
    verify(plan -> HostCopy.write(new float[] {0, 2, 1.25f, 0}, plan.placeholder(DropPath.FACTORS)));
  }

  @Test
  void patchEmbedding() {
    PatchGrid grid = new PatchGrid(Tiny.IMAGE, 2);
    verify(input(BATCH, Tiny.IMAGE.size()), BATCH * 6 * 8, values -> graph.linear(path(), Activations.sequences(
        grid.patchify(values.rows().reshape(BATCH, 3, Tiny.IMAGE.height(), Tiny.IMAGE.width()), BATCH), BATCH, 6, 12),
        8));
  }

  @Test
  void learnedPositions() {
    Positions positions = positions(ModelConfig.PositionEmbedding.LEARNED);
    Activations rows = input(4, 8);
    loss(rows.with(rows.rows().mul(positions.at(indices("indices", 4), 4, 1)), 8), 4 * 8);
    // index 5 occurs twice: its gradients add up
    verify(plan -> HostCopy.write(new int[] {5, 0, 2, 5}, plan.placeholder("indices")));
  }

  /** Of eight learned positions, two are interpolated. */
  @Test
  void learnedPositionsOfResizedImages() {
    Positions positions = new Positions(graph, path(), new PatchGrid(new ImageShape(4, 8, 3), 2).resized(0.5), 8,
        ModelConfig.PositionEmbedding.LEARNED);
    Activations rows = input(3, 8);
    loss(rows.with(rows.rows().mul(positions.at(indices("indices", 3), 3, 1)), 8), 3 * 8);
    verify(plan -> HostCopy.write(new int[] {1, 0, 1}, plan.placeholder("indices")));
  }

  @Test
  void sincosPositions() {
    Positions positions = positions(ModelConfig.PositionEmbedding.SINCOS);
    Activations rows = input(4, 8);
    loss(rows.with(rows.rows().mul(positions.at(indices("indices", 4), 4, 1)), 8), 4 * 8);
    verify(plan -> HostCopy.write(new int[] {5, 0, 2, 5}, plan.placeholder("indices")));
  }

  @Test
  void classToken() {
    verify(sequences(3), BATCH * 4 * 8, tokens -> Sequences.prepend(graph, path(), tokens));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decoderWithMaskToken(boolean classToken) {
    ModelConfig config = Tiny.model(ModelConfig.PositionEmbedding.LEARNED, classToken, false);
    MaskShape masked = new MaskShape(BATCH, 2, 4);
    DecoderInput decoderInput = new DecoderInput(graph, config, new PatchGrid(Tiny.IMAGE, 2), masked,
        sequences(masked.visible() + (classToken ? 1 : 0)), indices("visible", BATCH * 2), indices("masked", BATCH * 4),
        masked.visible(), masked.masked());
    loss(new AttentionDecoder().decode(decoderInput, config.decoder().settings()), BATCH * 4 * 12);
    verify(plan -> {
      HostCopy.write(new int[] {3, 1, 0, 5}, plan.placeholder("visible"));
      HostCopy.write(new int[] {0, 2, 4, 5, 1, 2, 3, 4}, plan.placeholder("masked"));
    });
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Pooling.class)
  void pooling(ModelConfig.Pooling pooling) {
    ModelConfig config = Tiny.withPooling(Tiny.model(ModelConfig.PositionEmbedding.SINCOS, true, false), pooling);
    Encoder encoder = new Encoder(graph, config, new PatchGrid(Tiny.IMAGE, 2));
    verify(sequences(7), BATCH * 8, encoder::pool);
  }

  private TransformerBlock block() {
    return new TransformerBlock(graph, "block", SIZE);
  }

  private Positions positions(ModelConfig.PositionEmbedding kind) {
    return new Positions(graph, path(), new PatchGrid(Tiny.IMAGE, 2), 8, kind);
  }

  private SDVariable indices(String name, int count) {
    return graph.sameDiff().placeHolder(name, DataType.INT32, count);
  }

  private static LayerPath path() {
    return LayerPath.of("layer", ModuleKind.LINEAR);
  }

  private Activations input(int rows, int width) {
    return new Activations(graph.parameter("input", ParameterKind.TOKEN, rows, width), List.of(rows, width));
  }

  private Activations sequences(int tokens) {
    return Activations.sequences(input(BATCH * tokens, 8).rows(), BATCH, tokens, 8);
  }

  /** Returns a sum of the {@code count} elements of the output with random weights, so that errors do not cancel. */
  private SDVariable loss(Activations output, int count) {
    SDVariable weights = graph.sameDiff().constant("weights", Tiny.uniform(random, 1, count)); // [count]
    SDVariable loss = output.rows().reshape(count).mul(weights).sum(LOSS, 0);
    graph.sameDiff().setLossVariables(LOSS);
    return loss;
  }

  /** Checks a block from {@code input}, {@code [rows, width]}, to an output of {@code count} elements. */
  private void verify(int rows, int width, int count, UnaryOperator<Activations> block) {
    verify(input(rows, width), count, block);
  }

  private void verify(Activations input, int count, UnaryOperator<Activations> block) {
    loss(block.apply(input), count);
    verify(NOTHING_TO_FEED);
  }

  private void verify(Consumer<GraphPlan> feed) {
    Tiny.perturb(parameters, 2);
    GradientCheck.verify(graph.sameDiff(), LOSS, parameters, feed);
  }
}
