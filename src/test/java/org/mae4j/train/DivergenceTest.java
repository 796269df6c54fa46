package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.ParameterKind;
import org.mae4j.model.Parameters;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A training stops before a value that is no finite number reaches the parameters. */
class DivergenceTest {
  private static final OptimizerConfig OPTIMIZER = Tiny.optimizer(0.1, 1);

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void lossThatIsNotFinite(float value) {
    String message = messageOf(value);
    assertTrue(message.startsWith("the loss is not finite at step 2 (epoch 0.75, learning rate 0.05"), message);
  }

  /** At 0 a square root is 0, and its slope infinite. */
  @Test
  void gradientThatIsNotFinite() {
    String message = messageOf(0);
    assertTrue(message.startsWith("the gradient of steep is not finite at step 2 (epoch 0.75"), message);
  }

  private String messageOf(float third) {
    SquareRoot objective = new SquareRoot(parameters, third);
    objective.graph(1);
    try (AdamW optimizer = new AdamW(OPTIMIZER, parameters, name -> 1);
        TrainingLoop loop = new TrainingLoop(objective, Trainings.plan(1, 1, 1, OPTIMIZER, 1), optimizer,
            parameters.names())) {
      INDArray[] before = new INDArray[1];
      DivergedException failure = assertThrows(DivergedException.class,
          () -> loop.run(Trainings.onStep(report -> before[0] = parameters.get("steep").dup())));
      assertEquals(2, loop.state().step());
      assertEquals(before[0], parameters.get("steep"));
      assertTrue(before[0].sumNumber().doubleValue() != 0, "the steps before were applied");
      return failure.getMessage();
    }
  }

  /** Loss {@code steep + calm + sqrt(x · (1 + steep))}, for x = 1 but in the third step. */
  private record SquareRoot(Parameters parameters, float third) implements Objective {
    @Override
    public SameDiff graph(int microBatch) {
      SameDiff graph = SameDiff.create();
      SDVariable steep = graph.var("steep", parameters.getOrCreate("steep", ParameterKind.BIAS, 1));
      SDVariable calm = graph.var("calm", parameters.getOrCreate("calm", ParameterKind.BIAS, 1));
      SDVariable x = graph.placeHolder("x", DataType.FLOAT, 1);
      graph.math().sqrt(steep.add(1).mul(x)).add(steep).add(calm).sum("loss", 0);
      graph.setLossVariables("loss");
      return graph;
    }

    @Override
    public String loss() {
      return "loss";
    }

    @Override
    public int images() {
      return 4;
    }

    @Override
    public void write(GraphPlan plan, int epoch, long step, int microBatch, int[] indices) {
      plan.placeholder("x").assign(step == 2 ? third : 1);
    }
  }
}
