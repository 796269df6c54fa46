package org.mae4j.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.config.training.OptimizerConfig.OptimizerKind;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares Muon with the published algorithm, written with the matrices of another library in double precision. */
class MuonTest {
  private static final OptimizerConfig CONFIG =
      new OptimizerConfig(1, 0, 0, 0.9, 0.95, 1e-8, 0.3, 0, OptimizerKind.MUON, 0.9);
  private static final LayerDecay DECAY = new LayerDecay(0.5, 2);
  private static final double RATE = 0.01;
  private static final String SQUARE = "encoder.blocks.0.attention.query.weight";
  private static final String WIDE = "encoder.blocks.1.mlp.hidden.weight";
  private static final String TALL = "decoder.blocks.0.mlp.output.weight";

  private final Random random = new Random(1);
  private Parameters parameters = new Parameters(DataType.DOUBLE, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  private void create(DataType type) {
    parameters.close();
    parameters = new Parameters(type, 1);
    parameters.getOrCreate(SQUARE, ParameterKind.WEIGHT, 6, 6);
    parameters.getOrCreate(WIDE, ParameterKind.WEIGHT, 5, 12);
    parameters.getOrCreate(TALL, ParameterKind.WEIGHT, 12, 5);
  }

  private Optimizer optimizer() {
    return new Optimizer(CONFIG, new TrainedWeights(parameters, 0), DECAY, 1);
  }

  /** Factors of the rate for 2 blocks: 1/4 and 1/2 for the blocks of the encoder, 1 for the decoder. */
  @ParameterizedTest
  @CsvSource({SQUARE + ", 0.25, DOUBLE, 1e-10", WIDE + ", 0.5, DOUBLE, 1e-10", TALL + ", 1, DOUBLE, 1e-10",
      WIDE + ", 0.5, FLOAT, 1e-4", TALL + ", 1, FLOAT, 1e-4"})
  void matchesPublishedAlgorithm(String name, double factor, DataType type, double tolerance) {
    create(type);
    RealMatrix expected = matrix(parameters.get(name));
    RealMatrix start = expected.copy();
    RealMatrix momentum = expected.scalarMultiply(0);
    try (Optimizer optimizer = optimizer()) {
      for (int step = 0; step < 5; step++) {
        INDArray gradient = gradient(name);
        RealMatrix clipped = matrix(gradient).scalarMultiply(0.5);
        momentum = momentum.scalarMultiply(0.9).add(clipped);
        RealMatrix update = orthogonalized(clipped.add(momentum.scalarMultiply(0.9)))
            .scalarMultiply(0.2 * Math.sqrt(Math.max(expected.getRowDimension(), expected.getColumnDimension())));
        expected = expected.subtract(update.add(expected.scalarMultiply(0.3)).scalarMultiply(RATE * factor));
        optimizer.update(name, gradient, new UpdateStep(step, RATE, 0.5));
      }
    }
    double moved = expected.subtract(start).getFrobeniusNorm();
    assertEquals(0, matrix(parameters.get(name)).subtract(expected).getFrobeniusNorm() / moved, tolerance);
  }

  @Test
  void lastChangeIsAppliedUpdate() {
    create(DataType.FLOAT);
    try (Optimizer optimizer = optimizer()) {
      for (int step = 0; step < 3; step++) {
        float[] before = HostCopy.read(parameters.get(WIDE));
        INDArray gradient = gradient(WIDE);
        UpdateStep half = new UpdateStep(step, RATE, 0.5);
        optimizer.update(WIDE, gradient, half);
        float[] after = HostCopy.read(parameters.get(WIDE));
        float[] change = optimizer.of(WIDE).lastChange(after, gradient, half);
        float[] added = new float[after.length];
        for (int i = 0; i < added.length; i++) {
          added[i] = after[i] - before[i];
        }
        assertArrayEquals(added, change, 1e-6f);
      }
    }
  }

  /** The matrices of the blocks alone; all else has the moments of AdamW. */
  @Test
  void otherParametersAreLeftToAdamW() {
    List<String> others = List.of("encoder.embedding.weight", "decoder.embedding.weight", "decoder.head.weight",
        "classifier.weight", "encoder.blocks.0.norm1.weight", "encoder.blocks.0.mlp.hidden.bias", "encoder.classToken");
    create(DataType.FLOAT);
    others.forEach(name -> parameters.getOrCreate(name, kind(name), name.endsWith("bias") ? new long[] {4}
        : new long[] {4, 4}));
    try (Optimizer optimizer = optimizer()) {
      Map<String, List<String>> byKind = optimizer.state().keySet().stream()
          .collect(Collectors.groupingBy(name -> name.substring(0, name.indexOf('.')), Collectors.mapping(
              name -> name.substring(name.indexOf('.') + 1), Collectors.toList())));
      assertEquals(List.of(SQUARE, WIDE, TALL), byKind.get("momenta"));
      assertEquals(others, byKind.get("firstMoments"));
      assertEquals(others, byKind.get("secondMoments"));
    }
  }

  private static ParameterKind kind(String name) {
    return name.contains("norm") ? ParameterKind.GAIN
        : name.endsWith("bias") ? ParameterKind.BIAS
            : name.endsWith("Token") ? ParameterKind.TOKEN : ParameterKind.WEIGHT;
  }

  /** The loss {@code ½·‖W − T‖²}, whose gradient is W − T, with a rate that decreases. */
  @Test
  void solvesQuadraticProblem() {
    create(DataType.FLOAT);
    INDArray matrix = parameters.get(WIDE);
    INDArray target = gradient(WIDE).castTo(DataType.FLOAT);
    double first = matrix.distance2(target);
    OptimizerConfig config = Tiny.withMuon(Tiny.optimizer(1, 256));
    LearningRate rate = LearningRate.of(config, 256, 200);
    try (Optimizer optimizer = new Optimizer(config, new TrainedWeights(parameters, 0), name -> 0.1, 1)) {
      for (int step = 0; step < 200; step++) {
        optimizer.update(WIDE, matrix.sub(target), new UpdateStep(step, rate.at(step), 1));
      }
    }
    double last = matrix.distance2(target);
    assertTrue(last < 1e-2 * first, first + " to " + last);
  }

  private INDArray gradient(String name) {
    INDArray parameter = parameters.get(name);
    return Tiny.uniform(random, 1, parameter.shape()).castTo(parameter.dataType());
  }

  private static RealMatrix matrix(INDArray array) {
    return MatrixUtils.createRealMatrix(array.castTo(DataType.DOUBLE).toDoubleMatrix());
  }

  private static RealMatrix orthogonalized(RealMatrix matrix) {
    RealMatrix x = matrix.scalarMultiply(1 / matrix.getFrobeniusNorm());
    for (int i = 0; i < 5; i++) {
      RealMatrix cubic = x.multiply(x.transpose()).multiply(x);
      RealMatrix quintic = x.multiply(x.transpose()).multiply(cubic);
      x = x.scalarMultiply(3.4445).subtract(cubic.scalarMultiply(4.7750)).add(quintic.scalarMultiply(2.0315));
    }
    return x;
  }
}
