package org.mae4j.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.backend.device.Device;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.ModelConfig.Pooling;
import org.mae4j.config.ModelConfig.PositionEmbedding;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.Classifier;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs the plans of all kinds of models on the emulated device, so each operation that a plan has is bound, and compares
 * losses, gradients and outputs with the processor's.
 */
class ModelPlansTest {
  private static final int BATCH = 3;
  private static final int CLASSES = 5;
  /** A gradient that is 0 up to rounding has no relative error. */
  private static final double ZERO = 1e-6;
  /**
   * Two computations in single precision, each with its rounding. The products of the emulation add in the CPU's order,
   * those of a GPU in another one.
   */
  private static final double TOLERANCE = TestedDevice.isGpu() ? 4e-5 : 2e-5;

  private final Random random = new Random(1);

  @ParameterizedTest
  @CsvSource({"SINCOS, false, false, false, 1", "LEARNED, true, true, false, 1", "LEARNED, true, false, true, 0.5",
      "SINCOS, false, true, true, 1", "LEARNED, false, false, false, 0.5"})
  void autoencoder(PositionEmbedding positions, boolean classToken, boolean normalized, boolean cross, double scale) {
    ModelConfig plain = Tiny.model(positions, classToken, normalized);
    ModelConfig config = cross ? Tiny.withCrossDecoder(plain, 0.34) : plain;
    PatchGrid grid = grid(scale);
    MaskShape mask = MaskShape.of(BATCH, config, grid);
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      compareGradients(parameters, () -> MaskedAutoencoder.training(parameters, config, grid, mask), grid);
      compareOutputs(() -> MaskedAutoencoder.reconstruction(parameters, config, grid, mask), grid,
          MaskedAutoencoder.PREDICTION);
    }
  }

  @ParameterizedTest
  @CsvSource({"SINCOS, false, MEAN, false, 0, 0", "LEARNED, true, CLASS_TOKEN, true, 1, 0.5",
      "LEARNED, false, MEAN, true, 2, 3", "SINCOS, true, MEAN, false, 1, 0"})
  void classifier(PositionEmbedding positions, boolean classToken, Pooling pooling, boolean dropPath, int dropped,
      double reconstruction) {
    ModelConfig config = Tiny.withPooling(Tiny.model(positions, classToken, false), pooling);
    PatchGrid grid = grid(1);
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      compareGradients(parameters, () -> Classifier.training(parameters, config, grid, BATCH, CLASSES,
          new ClassifierTraining(grid.patches() - dropped, dropPath, reconstruction)), grid);
      compareOutputs(() -> Classifier.inference(parameters, config, grid, BATCH, CLASSES), grid, Classifier.LOGITS);
      compareOutputs(() -> Classifier.features(parameters, config, grid, BATCH), grid, Classifier.FEATURES,
          Classifier.TOKENS);
      compareOutputs(() -> Classifier.attention(parameters, config, grid, BATCH), grid, Classifier.ATTENTION);
    }
  }

  private static PatchGrid grid(double scale) {
    return new PatchGrid(new ImageShape(8, 12, 3), 2).resized(scale);
  }

  private void compareGradients(Parameters parameters, Supplier<SameDiff> graph, PatchGrid grid) {
    SameDiff host = graph.get();
    Tiny.perturb(parameters, 2);
    Collection<String> names = parameters.names();
    try (Device device = TestedDevice.open();
        GraphPlan expected = GraphPlan.gradients(host, "loss", names);
        GraphPlan actual = GraphPlan.gradients(device, graph.get(), "loss", names)) {
      run(expected, actual, host, grid);
      compare(expected, actual, List.of("loss"));
      compare(expected, actual, names);
    }
  }

  private void compareOutputs(Supplier<SameDiff> graph, PatchGrid grid, String... outputs) {
    SameDiff host = graph.get();
    try (Device device = TestedDevice.open();
        GraphPlan expected = GraphPlan.forward(host, outputs);
        GraphPlan actual = GraphPlan.forward(device, graph.get(), outputs)) {
      run(expected, actual, host, grid);
      compare(expected, actual, List.of(outputs));
    }
  }

  /** Runs both, the plan on the device twice: the second run replays a recording. */
  private void run(GraphPlan expected, GraphPlan actual, SameDiff graph, PatchGrid grid) {
    for (String name : graph.inputs()) {
      INDArray array = expected.placeholder(name);
      if (array.dataType() == DataType.INT32) {
        int[] indices = random.ints(array.length(), 0, grid.patches()).toArray();
        HostCopy.write(indices, array);
        HostCopy.write(indices, actual.placeholder(name));
      } else {
        float[] values = HostCopy.read(Tiny.uniform(random, 1, array.shape()).castTo(DataType.FLOAT));
        HostCopy.write(values, array);
        HostCopy.write(values, actual.placeholder(name));
      }
    }
    expected.run();
    actual.run();
    actual.run();
  }

  private static void compare(GraphPlan expected, GraphPlan actual, Collection<String> names) {
    for (String name : names) {
      float[] wanted = HostCopy.read(expected.output(name));
      float[] difference = HostCopy.read(actual.output(name));
      for (int i = 0; i < wanted.length; i++) {
        difference[i] -= wanted[i];
      }
      assertEquals(0, norm(difference), TOLERANCE * norm(wanted) + ZERO, name);
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
