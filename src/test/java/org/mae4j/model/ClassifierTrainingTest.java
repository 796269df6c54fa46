package org.mae4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Compares the loss of a classifier that reconstructs with those of a classifier and of a masked autoencoder. */
class ClassifierTrainingTest {
  private static final int BATCH = 2;
  private static final int KEPT = 4;
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);
  private static final float[] PIXELS = Tiny.values(Tiny.images(Tiny.IMAGE, BATCH, 3, 1));
  private static final int[] SEEN = {5, 0, 2, 1, 4, 3, 0, 2};
  private static final int[] OTHERS = {3, 4, 5, 1};
  private static final float[] TARGETS = {0.1f, 0.7f, 0.2f, 0, 0, 1};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lossAddsTheWeightedLossOfTheAutoencoder(boolean normalized) {
    ModelConfig config = Tiny.model(ModelConfig.PositionEmbedding.LEARNED, true, normalized);
    try (Parameters parameters = new Parameters(DataType.DOUBLE, 1)) {
      SameDiff both = classifier(parameters, config, 3);
      Tiny.perturb(parameters, 2);
      double entropy = loss(classifier(parameters, config, 0), ClassifierTrainingTest::feedClassifier);
      double error = loss(MaskedAutoencoder.training(parameters, config, GRID,
          new MaskShape(BATCH, KEPT, GRID.patches() - KEPT)), plan -> {
            HostCopy.write(PIXELS, plan.placeholder(MaskedAutoencoder.IMAGES));
            HostCopy.write(SEEN, plan.placeholder(MaskedAutoencoder.VISIBLE));
            HostCopy.write(OTHERS, plan.placeholder(MaskedAutoencoder.MASKED));
          });
      assertTrue(error > 0.1, "error " + error);
      assertEquals(entropy + 3 * error, loss(both, plan -> {
        feedClassifier(plan);
        HostCopy.write(OTHERS, plan.placeholder(Classifier.DROPPED));
      }), 1e-12);
    }
  }

  private static SameDiff classifier(Parameters parameters, ModelConfig config, double reconstruction) {
    return Classifier.training(parameters, config, GRID, BATCH, 3, new ClassifierTraining(KEPT, false, reconstruction));
  }

  private static void feedClassifier(GraphPlan plan) {
    HostCopy.write(PIXELS, plan.placeholder(Classifier.IMAGES));
    HostCopy.write(SEEN, plan.placeholder(Classifier.KEPT));
    HostCopy.write(TARGETS, plan.placeholder(Classifier.TARGETS));
  }

  private static double loss(SameDiff graph, Consumer<GraphPlan> feed) {
    try (GraphPlan plan = GraphPlan.forward(graph, "loss")) {
      feed.accept(plan);
      plan.run();
      return plan.output("loss").getDouble(0);
    }
  }
}
