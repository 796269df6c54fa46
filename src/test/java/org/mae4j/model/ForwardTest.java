package org.mae4j.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares the graphs with {@link PlainModel}, up to double-precision rounding. */
class ForwardTest {
  private static final double ROUNDING = 1e-9;
  private static final int BATCH = 2;
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);
  private static final int[][] VISIBLE = {{5, 0, 2}, {1, 4, 3}};
  private static final int[][] MASKED = {{3, 1, 4}, {0, 2, 5}};
  private static final float[] PIXELS = Tiny.values(Tiny.images(Tiny.IMAGE, BATCH, 3, 1));

  private final Parameters parameters = new Parameters(DataType.DOUBLE, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false, MEAN", "LEARNED, true, CLASS_TOKEN", "LEARNED, false, MEAN", "SINCOS, true, MEAN"})
  void featuresMatchPlainModel(ModelConfig.PositionEmbedding positions, boolean classToken,
      ModelConfig.Pooling pooling) {
    ModelConfig config = Tiny.withPooling(Tiny.model(positions, classToken, false), pooling);
    SameDiff graph = Classifier.features(parameters, config, GRID, BATCH);
    double[] features = run(graph, Classifier.FEATURES, ForwardTest::feedImages);
    for (int image = 0; image < BATCH; image++) {
      assertArrayEquals(plain(config).features(image(image)), part(features, image, 8), ROUNDING);
    }
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false", "LEARNED, true"})
  void logitsMatchPlainModel(ModelConfig.PositionEmbedding positions, boolean classToken) {
    ModelConfig config = Tiny.model(positions, classToken, false);
    double[] logits = run(Classifier.inference(parameters, config, GRID, BATCH, 5), Classifier.LOGITS,
        ForwardTest::feedImages);
    for (int image = 0; image < BATCH; image++) {
      assertArrayEquals(plain(config).logits(image(image)), part(logits, image, 5), ROUNDING);
    }
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false, false", "LEARNED, true, true", "SINCOS, true, false", "LEARNED, false, true"})
  void lossMatchesPlainModel(ModelConfig.PositionEmbedding positions, boolean classToken, boolean normalizeTargets) {
    ModelConfig config = Tiny.model(positions, classToken, normalizeTargets);
    double loss = run(MaskedAutoencoder.training(parameters, config, GRID, new MaskShape(BATCH, 3, 3)),
        MaskedAutoencoder.LOSS, ForwardTest::feedMasked)[0];
    double expected = 0;
    for (int image = 0; image < BATCH; image++) {
      expected += plain(config).loss(image(image), VISIBLE[image], MASKED[image]) / BATCH;
    }
    assertEquals(expected, loss, ROUNDING);
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false", "LEARNED, true"})
  void predictionsMatchPlainModel(ModelConfig.PositionEmbedding positions, boolean classToken) {
    ModelConfig config = Tiny.model(positions, classToken, false);
    assertPredictionsMatch(config, new MaskShape(BATCH, 3, 3));
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false", "LEARNED, true"})
  void predictionsWithoutMaskMatchPlainModel(ModelConfig.PositionEmbedding positions, boolean classToken) {
    ModelConfig config = Tiny.model(positions, classToken, false);
    int[] all = {0, 1, 2, 3, 4, 5};
    double[] predicted = run(MaskedAutoencoder.reconstruction(parameters, config, GRID, new MaskShape(1, 6, 0)),
        MaskedAutoencoder.PREDICTION, plan -> {
          HostCopy.write(image(0), plan.placeholder(MaskedAutoencoder.IMAGES));
          HostCopy.write(all, plan.placeholder(MaskedAutoencoder.VISIBLE));
        });
    double[][] expected = plain(config).predict(image(0), all, new int[0]);
    for (int n = 0; n < 6; n++) {
      assertArrayEquals(expected[n], part(predicted, n, 12), ROUNDING);
    }
  }

  /** Half of the patches are masked; the loss is that of the first of them. */
  @ParameterizedTest
  @CsvSource({"SINCOS, false, 1, 3", "LEARNED, true, 0.33, 2", "SINCOS, true, 0.1, 1"})
  void crossDecoderMatchesPlainModel(ModelConfig.PositionEmbedding positions, boolean classToken, double predict,
      int trained) {
    ModelConfig config = Tiny.withCrossDecoder(Tiny.model(positions, classToken, true), predict);
    MaskShape mask = new MaskShape(BATCH, 3, 3);
    double loss = run(MaskedAutoencoder.training(parameters, config, GRID, mask), MaskedAutoencoder.LOSS,
        ForwardTest::feedMasked)[0];
    double expected = 0;
    for (int image = 0; image < BATCH; image++) {
      int[] first = Arrays.copyOf(MASKED[image], trained);
      expected += plain(config).loss(image(image), VISIBLE[image], first) / BATCH;
    }
    assertEquals(expected, loss, ROUNDING);
    assertPredictionsMatch(config, mask);
  }

  private void assertPredictionsMatch(ModelConfig config, MaskShape mask) {
    double[] predicted = run(MaskedAutoencoder.reconstruction(parameters, config, GRID, mask),
        MaskedAutoencoder.PREDICTION, ForwardTest::feedMasked);
    for (int image = 0; image < BATCH; image++) {
      double[][] expected = plain(config).predict(image(image), VISIBLE[image], MASKED[image]);
      for (int i = 0; i < 6; i++) {
        int number = i < 3 ? VISIBLE[image][i] : MASKED[image][i - 3];
        assertArrayEquals(expected[number], part(predicted, image * 6 + i, 12), ROUNDING);
      }
    }
  }

  private PlainModel plain(ModelConfig config) {
    return new PlainModel(parameters, config, GRID);
  }

  private double[] run(SameDiff graph, String output, Consumer<GraphPlan> feed) {
    Tiny.perturb(parameters, 2);
    try (GraphPlan plan = GraphPlan.forward(graph, output)) {
      feed.accept(plan);
      plan.run();
      INDArray result = plan.output(output);
      return result.reshape(result.length()).toDoubleVector();
    }
  }

  private static void feedImages(GraphPlan plan) {
    HostCopy.write(PIXELS, plan.placeholder(Classifier.IMAGES));
  }

  private static void feedMasked(GraphPlan plan) {
    HostCopy.write(PIXELS, plan.placeholder(MaskedAutoencoder.IMAGES));
    HostCopy.write(flat(VISIBLE), plan.placeholder(MaskedAutoencoder.VISIBLE));
    HostCopy.write(flat(MASKED), plan.placeholder(MaskedAutoencoder.MASKED));
  }

  private static int[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private static float[] image(int number) {
    return Arrays.copyOfRange(PIXELS, number * Tiny.IMAGE.size(), (number + 1) * Tiny.IMAGE.size());
  }

  private static double[] part(double[] values, int number, int length) {
    return Arrays.copyOfRange(values, number * length, (number + 1) * length);
  }
}
