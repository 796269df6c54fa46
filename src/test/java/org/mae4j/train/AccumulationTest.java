package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.parallel.Replicas;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.objective.ReconstructionObjective;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tests that the gradient of a step does not depend on the micro-batch size, up to rounding. */
class AccumulationTest {
  private static final int STEP = 8;

  @ParameterizedTest
  @CsvSource({"4, 1", "2, 2", "1, 3"})
  void microBatchGradientsSumToStepGradient(int microBatch, int threads) {
    try (Parameters parameters = new Parameters(DataType.DOUBLE, 1)) {
      ReconstructionObjective objective = Trainings.prepared(parameters);
      Map<String, INDArray> whole = new LinkedHashMap<>();
      double loss = gradients(objective, parameters, STEP, 1, whole);
      Map<String, INDArray> sum = new LinkedHashMap<>();
      assertEquals(loss, gradients(objective, parameters, microBatch, threads, sum), 1e-12);
      for (String name : parameters.names()) {
        assertTrue(whole.get(name).norm2Number().doubleValue() > 0, name);
        assertEquals(0, whole.get(name).sub(sum.get(name)).norm2Number().doubleValue(), 1e-12, name);
      }
    }
  }

  @Test
  void failureOfThreadEndsStep() {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      ReconstructionObjective objective = Trainings.prepared(parameters);
      try (Replicas replicas = replicas(objective, parameters, 2, 2)) {
        ArithmeticException failure = assertThrows(ArithmeticException.class, () -> replicas.step((i, plan) -> {
          if (i == 1) {
            throw new ArithmeticException("broken on purpose");
          }
        }));
        assertEquals("broken on purpose", failure.getMessage());
      }
    }
  }

  @Test
  void freesThePlansBeforeOneThatFails() {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      ReconstructionObjective objective = Trainings.prepared(parameters);
      List<DataBuffer> memory = new ArrayList<>();
      assertThrows(ArithmeticException.class, () -> new Replicas(2, 2, i -> {
        if (i == 1) {
          throw new ArithmeticException("broken on purpose");
        }
        GraphPlan plan = GraphPlan.gradients(objective.graph(1), objective.loss(), parameters.names());
        memory.add(plan.output(objective.loss()).data().originalDataBuffer());
        return plan;
      }, objective.loss(), parameters.names()));
      assertTrue(memory.get(0).wasClosed());
    }
  }

  private static double gradients(ReconstructionObjective objective, Parameters parameters, int microBatch,
      int threads, Map<String, INDArray> target) {
    try (Replicas replicas = replicas(objective, parameters, microBatch, threads)) {
      double loss = replicas.step((i, plan) -> Trainings.feed(objective, plan, 0, 0, i,
          IntStream.range(i * microBatch, (i + 1) * microBatch).toArray()));
      replicas.gradients().forEach((name, gradient) -> target.put(name, gradient.dup()));
      return loss;
    }
  }

  private static Replicas replicas(ReconstructionObjective objective, Parameters parameters, int microBatch,
      int threads) {
    return new Replicas(threads, STEP / microBatch,
        i -> GraphPlan.gradients(objective.graph(microBatch), objective.loss(), parameters.names()),
        objective.loss(), parameters.names());
  }
}
