package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.model.layer.Parameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tests that training is bit-identical for any number of threads: one, two, and as many as a step has micro-batches.
 * All random parts are enabled.
 */
class ThreadCountTest {
  private static final OptimizerConfig OPTIMIZER = new OptimizerConfig(0.1, 1e-4, 0.2, 0.9, 0.95, 1e-8, 0.05, 0.5);

  @ParameterizedTest
  @CsvSource({"PRETRAIN, 2", "PRETRAIN, 16", "FINETUNE, 2", "FINETUNE, 16"})
  void resultsAreBitIdentical(Trainings.Kind kind, int threads) {
    try (Parameters one = new Parameters(DataType.FLOAT, 1); Parameters many = new Parameters(DataType.FLOAT, 1)) {
      assertEquals(train(kind, one, 1), train(kind, many, threads));
      for (String name : one.names()) {
        INDArray difference = one.get(name).sub(many.get(name));
        assertEquals(0, difference.norm1Number().doubleValue(), name);
      }
    }
  }

  /** Three epochs of two steps, each of sixteen micro-batches of two images. */
  private static List<Double> train(Trainings.Kind kind, Parameters parameters, int threads) {
    Objective objective = kind.objective(parameters);
    objective.graph(1);
    List<Double> losses = new ArrayList<>();
    try (AdamW optimizer = new AdamW(OPTIMIZER, parameters, name -> 1);
        TrainingLoop loop = new TrainingLoop(objective, Trainings.plan(3, 32, 2, OPTIMIZER, threads), optimizer,
            parameters.names())) {
      loop.run(Trainings.onStep(report -> losses.add(report.loss())));
    }
    assertEquals(6, losses.size());
    return losses;
  }
}
