package org.mae4j.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.Trainings;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares the average with its definition, written in plain Java. */
class TrainedWeightsTest {
  private static final String NAME = "classifier.bias";

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);
  private final INDArray parameter = parameters.getOrCreate(NAME, ParameterKind.BIAS, 3);

  @AfterEach
  void close() {
    parameters.close();
  }

  /** The decay is 1/10, 2/11, 3/12 and so on, and constant from step 2 (0.25) or 71 (0.9) on. */
  @ParameterizedTest
  @CsvSource({"0.25, 3", "0.9, 30", "0.9, 90"})
  void followsItsDefinition(double decay, int steps) {
    double expected = 0;
    try (TrainedWeights weights = new TrainedWeights(parameters, decay);
        Optimizer optimizer = Trainings.optimizer(Tiny.optimizer(1, 256), weights)) {
      for (int step = 0; step < steps; step++) {
        optimizer.update(NAME, Nd4j.createFromArray(1f, -1f, 0.5f), new UpdateStep(step, 0.1, 1));
        double now = Math.min(decay, (1.0 + step) / (10 + step));
        expected = now * expected + (1 - now) * parameter.getDouble(0);
        assertEquals(expected, weights.evaluated().get(NAME).getDouble(0), 1e-5 * Math.abs(expected), "step " + step);
      }
      assertNotEquals(parameter, weights.evaluated().get(NAME));
      assertEquals(Map.of(NAME, weights.evaluated().get(NAME)), weights.averages());
    }
    assertEquals(3, parameter.length(), "the parameters are not closed");
  }

  @Test
  void averageOfConstantWeightsDoesNotMove() {
    parameter.assign(0.7f);
    try (TrainedWeights weights = new TrainedWeights(parameters, 0.9999)) {
      for (int step = 0; step < 20_000; step++) {
        weights.average(NAME, step);
      }
      assertEquals(parameter, weights.evaluated().get(NAME));
    }
  }

  @Test
  void withoutDecayThereIsNoAverage() {
    try (TrainedWeights weights = new TrainedWeights(parameters, 0)) {
      weights.average(NAME, 0);
      assertSame(parameters, weights.evaluated());
      assertEquals(Map.of(), weights.averages());
    }
  }
}
