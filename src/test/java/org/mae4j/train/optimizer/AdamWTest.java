package org.mae4j.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.Trainings;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares AdamW with the published algorithm (arXiv 1711.05101, algorithm 2), written in plain Java. */
class AdamWTest {
  private static final OptimizerConfig CONFIG = Tiny.adamW(1, 0, 0, 0.9, 0.95, 1e-4, 0.3, 0);
  private static final LayerDecay DECAY = new LayerDecay(0.5, 2);
  private static final double RATE = 0.01;

  private final Random random = new Random(1);
  private final Parameters parameters = new Parameters(DataType.DOUBLE, 1);
  private final Map<String, double[]> expected = new LinkedHashMap<>();
  private final Map<String, double[]> first = new LinkedHashMap<>();
  private final Map<String, double[]> second = new LinkedHashMap<>();

  @BeforeEach
  void create() {
    parameters.getOrCreate("encoder.embedding.weight", ParameterKind.WEIGHT, 3, 2);
    parameters.getOrCreate("encoder.blocks.0.norm1.weight", ParameterKind.GAIN, 4);
    parameters.getOrCreate("encoder.blocks.1.mlp.hidden.weight", ParameterKind.WEIGHT, 2, 2);
    parameters.getOrCreate("encoder.classToken", ParameterKind.TOKEN, 1, 3);
    parameters.getOrCreate("classifier.bias", ParameterKind.BIAS, 5);
    Tiny.perturb(parameters, 1);
    for (String name : parameters.names()) {
      expected.put(name, values(parameters.get(name)));
      first.put(name, new double[expected.get(name).length]);
      second.put(name, new double[expected.get(name).length]);
    }
  }

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void matchesPublishedAlgorithm() {
    try (Optimizer optimizer = new Optimizer(CONFIG, new TrainedWeights(parameters, 0), DECAY, 1)) {
      for (int step = 0; step < 20; step++) {
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        double scale = step % 5 == 0 ? 1e-5 : 1; // small gradients too, for which epsilon matters
        parameters.names()
            .forEach(name -> gradients.put(name, Tiny.uniform(random, scale, parameters.get(name).shape())));
        double rate = RATE * (step + 1);
        for (String name : parameters.names()) {
          reference(name, values(gradients.get(name)), step + 1, rate);
        }
        int done = step;
        gradients.forEach((name, gradient) -> optimizer.update(name, gradient, new UpdateStep(done, rate, 1)));
        parameters.names().forEach(
            name -> assertArrayEquals(expected.get(name), values(parameters.get(name)), 1e-12, name));
      }
    }
  }

  @Test
  void lastChangeIsAppliedUpdate() {
    try (Optimizer optimizer = new Optimizer(CONFIG, new TrainedWeights(parameters, 0), DECAY, 1)) {
      for (int step = 0; step < 5; step++) {
        for (String name : parameters.names()) {
          double[] before = values(parameters.get(name));
          UpdateStep half = new UpdateStep(step, RATE, 0.5);
          INDArray gradient = Tiny.uniform(random, 1, parameters.get(name).shape());
          optimizer.update(name, gradient, half);
          double[] after = values(parameters.get(name));
          float[] change = optimizer.of(name).lastChange(HostCopy.read(parameters.get(name)), gradient, half);
          assertEquals(before.length, change.length);
          for (int i = 0; i < change.length; i++) {
            double added = after[i] - before[i];
            assertEquals(added, change[i], 1e-5 * Math.abs(added), name);
          }
        }
      }
    }
  }

  @Test
  void leavesParametersWithoutGradient() {
    try (Optimizer optimizer = Trainings.optimizer(CONFIG, parameters)) {
      optimizer.update("classifier.bias", Tiny.uniform(random, 1, 5), new UpdateStep(0, RATE, 1));
      assertArrayEquals(expected.get("encoder.embedding.weight"), values(parameters.get("encoder.embedding.weight")));
      assertEquals(0, optimizer.state().get("firstMoments.encoder.embedding.weight").norm1Number().doubleValue());
    }
  }

  /**
   * Factors of the rate for 2 blocks: 1/8 for the embedding and the class token, 1/4 and 1/2 for the blocks, 1 for the
   * classifier.
   */
  private void reference(String name, double[] gradient, int t, double rate) {
    double scaled = rate * switch (name) {
      case "encoder.embedding.weight", "encoder.classToken" -> 0.125;
      case "encoder.blocks.0.norm1.weight" -> 0.25;
      case "encoder.blocks.1.mlp.hidden.weight" -> 0.5;
      default -> 1;
    };
    double decay = name.endsWith("embedding.weight") || name.endsWith("hidden.weight") ? 0.3 : 0;
    double[] theta = expected.get(name);
    double[] m = first.get(name);
    double[] v = second.get(name);
    for (int i = 0; i < theta.length; i++) {
      m[i] = 0.9 * m[i] + 0.1 * gradient[i];
      v[i] = 0.95 * v[i] + 0.05 * gradient[i] * gradient[i];
      double corrected = m[i] / (1 - Math.pow(0.9, t));
      double root = Math.sqrt(v[i] / (1 - Math.pow(0.95, t)));
      theta[i] -= scaled * (corrected / (root + 1e-4) + decay * theta[i]);
    }
  }

  private static double[] values(INDArray array) {
    return array.reshape(array.length()).toDoubleVector();
  }
}
