package org.mae4j.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.backend.Backend;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.Classifier;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.ops.update.AdamWUpdate;
import org.mae4j.ops.update.MuonUpdate;
import org.mae4j.ops.update.NewtonSchulz;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs the code path for device arrays on the CPU. Its losses and gradients equal those of the CPU kernels up to
 * single-precision rounding.
 */
class Nd4jPathTest {
  private static final double TOLERANCE = 1e-5;
  private static final int BATCH = 3;
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);
  private static final float[] PIXELS = Tiny.values(Tiny.images(Tiny.IMAGE, BATCH, 3, 1));

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    Backend.assumeHostMemory(true);
    parameters.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void autoencoderMatchesKernels(boolean crossDecoder) {
    ModelConfig model = Tiny.model(ModelConfig.PositionEmbedding.LEARNED, true, true);
    ModelConfig config = crossDecoder ? Tiny.withCrossDecoder(model, 0.34) : model;
    compare(MaskedAutoencoder.training(parameters, config, GRID, new MaskShape(BATCH, 2, 4)), MaskedAutoencoder.LOSS,
        plan -> {
          HostCopy.write(PIXELS, plan.placeholder(MaskedAutoencoder.IMAGES));
          HostCopy.write(new int[] {5, 0, 2, 1, 4, 3}, plan.placeholder(MaskedAutoencoder.VISIBLE));
          HostCopy.write(new int[] {1, 2, 3, 4, 0, 3, 4, 5, 0, 1, 2, 5}, plan.placeholder(MaskedAutoencoder.MASKED));
        });
  }

  @Test
  void classifierMatchesKernels() {
    compare(Classifier.training(parameters, Tiny.model(), GRID, BATCH, 2, ClassifierTraining.ofAll(GRID)),
        Classifier.LOSS,
        plan -> {
          HostCopy.write(PIXELS, plan.placeholder(Classifier.IMAGES));
          HostCopy.write(new float[] {0.25f, 0.75f, 0, 1, 1, 0}, plan.placeholder(Classifier.TARGETS));
        });
  }

  /** A step of each optimizer. */
  @ParameterizedTest
  @ValueSource(strings = {"muon", "adamw"})
  void updateMatchesKernels(String update) {
    float[] direct = updated(update);
    Backend.assumeHostMemory(false);
    assertNotEquals(0, assertClose(update, direct, updated(update)), "the device path did not run");
  }

  private static float[] updated(String update) {
    INDArray[] arrays = new INDArray[4];
    Random random = new Random(1);
    Arrays.setAll(arrays, i -> Tiny.uniform(random, 1, 9, 24).castTo(DataType.FLOAT));
    if (update.equals("muon")) {
      try (NewtonSchulz memory = NewtonSchulz.of(DataType.FLOAT, 9, 24)) {
        new MuonUpdate(0.1, 0.05, 0.9).apply(arrays[0], arrays[1], arrays[2], 0.5, memory);
      }
    } else {
      new AdamWUpdate(0.1, 0.05, 0.9, 0.95, 1e-8, 3)
          .apply(arrays[0], arrays[1], arrays[2].muli(arrays[2]), arrays[3], 0.5);
    }
    return HostCopy.read(arrays[0]);
  }

  private void compare(SameDiff graph, String loss, Consumer<GraphPlan> feed) {
    Tiny.perturb(parameters, 2);
    Map<String, float[]> direct = run(graph, loss, feed);
    Backend.assumeHostMemory(false);
    Map<String, float[]> device = run(graph, loss, feed);
    int different = 0;
    for (Map.Entry<String, float[]> entry : direct.entrySet()) {
      different += assertClose(entry.getKey(), entry.getValue(), device.get(entry.getKey()));
    }
    assertNotEquals(0, different, "all values are bit-identical: the device path did not run");
  }

  private Map<String, float[]> run(SameDiff graph, String loss, Consumer<GraphPlan> feed) {
    Map<String, float[]> results = new LinkedHashMap<>();
    try (GraphPlan plan = GraphPlan.gradients(graph, loss, parameters.names())) {
      feed.accept(plan);
      plan.run();
      plan.run(); // the second run reuses memory
      results.put(loss, floats(plan, loss));
      parameters.names().forEach(name -> results.put(name, floats(plan, name)));
    }
    return results;
  }

  private static float[] floats(GraphPlan plan, String output) {
    float[] values = new float[(int) plan.output(output).length()];
    HostCopy.read(plan.output(output), values);
    return values;
  }

  /**
   * Compares by the norm of the difference; the 1e-6 covers gradients that are 0 up to rounding. Returns the number of
   * values that differ.
   */
  private static int assertClose(String name, float[] expected, float[] actual) {
    double norm = 0;
    double difference = 0;
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      norm += Math.pow(expected[i], 2);
      difference += Math.pow(expected[i] - actual[i], 2);
      different += expected[i] == actual[i] ? 0 : 1;
    }
    assertEquals(0, Math.sqrt(difference), TOLERANCE * Math.sqrt(norm) + 1e-6, name);
    return different;
  }
}
