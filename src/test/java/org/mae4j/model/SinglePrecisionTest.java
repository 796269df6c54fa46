package org.mae4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Compares models in single precision, in which they train, with the double precision in which gradients are checked.
 * The two use different code. The tolerance allows for a rounding error of 1e-7 in each of some hundred operations.
 */
class SinglePrecisionTest {
  private static final double TOLERANCE = 1e-5;
  private static final int BATCH = 3;
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);
  private static final float[] PIXELS = Tiny.values(Tiny.images(Tiny.IMAGE, BATCH, 3, 1));

  @Test
  void autoencoderMatchesDoublePrecision() {
    ModelConfig config = Tiny.model(ModelConfig.PositionEmbedding.LEARNED, true, true);
    compare(parameters -> MaskedAutoencoder.training(parameters, config, GRID, new MaskShape(BATCH, 2, 4)),
        MaskedAutoencoder.LOSS, plan -> {
          HostCopy.write(PIXELS, plan.placeholder(MaskedAutoencoder.IMAGES));
          HostCopy.write(new int[] {5, 0, 2, 1, 4, 3}, plan.placeholder(MaskedAutoencoder.VISIBLE));
          HostCopy.write(new int[] {1, 2, 3, 4, 0, 3, 4, 5, 0, 1, 2, 5}, plan.placeholder(MaskedAutoencoder.MASKED));
        });
  }

  @Test
  void classifierMatchesDoublePrecision() {
    compare(parameters -> Classifier.training(parameters, Tiny.model(), GRID, BATCH, 2, ClassifierTraining.ofAll(GRID)),
        Classifier.LOSS,
        plan -> {
          HostCopy.write(PIXELS, plan.placeholder(Classifier.IMAGES));
          HostCopy.write(new float[] {0.25f, 0.75f, 0, 1, 1, 0}, plan.placeholder(Classifier.TARGETS));
        });
  }

  private static void compare(Function<Parameters, SameDiff> graph, String loss, Consumer<GraphPlan> feed) {
    try (Parameters singles = new Parameters(DataType.FLOAT, 1);
        Parameters doubles = new Parameters(DataType.DOUBLE, 1)) {
      SameDiff single = graph.apply(singles);
      SameDiff exact = graph.apply(doubles);
      Tiny.perturb(singles, 2);
      doubles.assign(singles);
      try (GraphPlan rounded = GraphPlan.gradients(single, loss, singles.names());
          GraphPlan reference = GraphPlan.gradients(exact, loss, doubles.names())) {
        feed.accept(rounded);
        feed.accept(reference);
        rounded.run();
        reference.run();
        assertClose(loss, reference, rounded);
        doubles.names().forEach(name -> assertClose(name, reference, rounded));
      }
    }
  }

  /** Compares by the Euclidean norm of the difference; the 1e-6 covers gradients that are 0 up to rounding. */
  private static void assertClose(String name, GraphPlan expected, GraphPlan actual) {
    double norm = expected.output(name).norm2Number().doubleValue();
    double difference = actual.output(name).castTo(DataType.DOUBLE).sub(expected.output(name)).norm2Number()
        .doubleValue();
    assertEquals(0, difference, TOLERANCE * norm + 1e-6, name + ", of norm " + norm);
  }
}
