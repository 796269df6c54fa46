package org.mae4j.model;

import java.util.Arrays;
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

/** Compares the gradients of the whole autoencoder and the whole classifier with finite differences. */
class ModelGradientTest {
  private static final int BATCH = 2;
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);
  private static final float[] PIXELS = Tiny.values(Tiny.images(Tiny.IMAGE, BATCH, 3, 1));

  @ParameterizedTest
  @CsvSource({"SINCOS, false, false", "SINCOS, true, true", "LEARNED, true, false", "LEARNED, false, true"})
  void autoencoderGradientMatchesFiniteDifferences(ModelConfig.PositionEmbedding positions, boolean classToken,
      boolean normalizeTargets) {
    ModelConfig config = Tiny.model(positions, classToken, normalizeTargets);
    try (Parameters parameters = new Parameters(DataType.DOUBLE, 1)) {
      SameDiff graph = MaskedAutoencoder.training(parameters, config, GRID, MaskShape.of(BATCH, config, GRID));
      Tiny.perturb(parameters, 2);
      GradientCheck.verify(graph, MaskedAutoencoder.LOSS, parameters, ModelGradientTest::feedMasked);
    }
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false, 0.34", "LEARNED, true, 1"})
  void gradientOfCrossDecoderMatchesFiniteDifferences(ModelConfig.PositionEmbedding positions, boolean classToken,
      double predict) {
    ModelConfig config = Tiny.withCrossDecoder(Tiny.model(positions, classToken, true), predict);
    try (Parameters parameters = new Parameters(DataType.DOUBLE, 1)) {
      SameDiff graph = MaskedAutoencoder.training(parameters, config, GRID, MaskShape.of(BATCH, config, GRID));
      Tiny.perturb(parameters, 2);
      GradientCheck.verify(graph, MaskedAutoencoder.LOSS, parameters, ModelGradientTest::feedMasked);
    }
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false, 6, false, 0", "LEARNED, true, 6, true, 0", "SINCOS, false, 2, false, 0",
      "LEARNED, true, 3, true, 0", "SINCOS, false, 2, false, 3", "LEARNED, true, 3, true, 0.5"})
  void classifierGradientMatchesFiniteDifferences(ModelConfig.PositionEmbedding positions, boolean classToken,
      int kept, boolean dropPath, double reconstruction) {
    ClassifierTraining training = new ClassifierTraining(kept, dropPath, reconstruction);
    ModelConfig config = Tiny.model(positions, classToken, false);
    try (Parameters parameters = new Parameters(DataType.DOUBLE, 1)) {
      SameDiff graph = Classifier.training(parameters, config, GRID, BATCH, 3, training);
      Tiny.perturb(parameters, 2);
      GradientCheck.verify(graph, Classifier.LOSS, parameters, plan -> feedClassifier(plan, training));
    }
  }

  private static void feedMasked(GraphPlan plan) {
    HostCopy.write(PIXELS, plan.placeholder(MaskedAutoencoder.IMAGES));
    HostCopy.write(new int[] {5, 0, 2, 1, 4, 3}, plan.placeholder(MaskedAutoencoder.VISIBLE));
    HostCopy.write(new int[] {3, 1, 4, 0, 2, 5}, plan.placeholder(MaskedAutoencoder.MASKED));
  }

  private static void feedClassifier(GraphPlan plan, ClassifierTraining training) {
    int kept = BATCH * training.kept();
    int[] order = {5, 0, 2, 1, 4, 3, 3, 4, 1, 2, 0, 5};
    if (kept < order.length) {
      HostCopy.write(Arrays.copyOf(order, kept), plan.placeholder(Classifier.KEPT));
    }
    if (training.reconstructs()) {
      HostCopy.write(Arrays.copyOfRange(order, kept, order.length), plan.placeholder(Classifier.DROPPED));
    }
    HostCopy.write(PIXELS, plan.placeholder(Classifier.IMAGES));
    HostCopy.write(new float[] {0.1f, 0.7f, 0.2f, 0, 0, 1}, plan.placeholder(Classifier.TARGETS));
    if (training.dropPath()) {
      HostCopy.write(new float[] {1, 1, 0, 2, 1.5f, 0, 1.5f, 1.5f}, plan.placeholder(Classifier.DROP_PATH));
    }
  }
}
