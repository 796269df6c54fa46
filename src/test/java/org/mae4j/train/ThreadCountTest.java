package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tests that training is bit-identical for any number of threads: one, two, and as many as a step has micro-batches.
 * All random parts, both optimizers and the average of the weights are enabled.
 */
class ThreadCountTest {
  private static final OptimizerConfig OPTIMIZER =
      Tiny.withMuon(Tiny.adamW(0.1, 1e-4, 0.2, 0.9, 0.95, 1e-8, 0.05, 0.5));

  @ParameterizedTest
  @CsvSource({"PRETRAIN, 2", "PRETRAIN, 16", "FINETUNE, 2", "FINETUNE, 16"})
  void resultsAreBitIdentical(Trainings.Kind kind, int threads) {
    Map<String, List<Double>> one = train(kind, 1);
    Map<String, List<Double>> many = train(kind, threads);
    assertEquals(one.keySet(), many.keySet());
    one.forEach((name, values) -> assertEquals(values, many.get(name), name));
  }

  /**
   * Trains three epochs of two steps, each of sixteen micro-batches of two images.
   *
   * @return the losses, and the values of parameters and averages by name
   */
  private static Map<String, List<Double>> train(Trainings.Kind kind, int threads) {
    List<Double> losses = new ArrayList<>();
    Map<String, List<Double>> results = new LinkedHashMap<>(Map.of("losses", losses));
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      Objective objective = kind.objective(parameters);
      objective.graph(1);
      try (TrainedWeights weights = new TrainedWeights(parameters, 0.9);
          Optimizer optimizer = Trainings.optimizer(OPTIMIZER, weights);
          TrainingLoop loop = new TrainingLoop(objective, Trainings.plan(3, 32, 2, OPTIMIZER, threads), optimizer,
              parameters.names())) {
        loop.run(Trainings.onStep(report -> losses.add(report.loss())));
        parameters.names().forEach(name -> results.put(name, values(parameters.get(name))));
        weights.averages().forEach((name, average) -> results.put("average of " + name, values(average)));
      }
    }
    assertEquals(6, losses.size());
    return results;
  }

  private static List<Double> values(INDArray array) {
    return Arrays.stream(array.reshape(array.length()).toDoubleVector()).boxed().toList();
  }
}
