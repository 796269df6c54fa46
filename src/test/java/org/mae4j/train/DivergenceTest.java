package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.step.TrainingPlan;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tests that training stops before a non-finite value reaches the parameters. */
class DivergenceTest {
  private static final OptimizerConfig OPTIMIZER = Tiny.optimizer(0.1, 1);

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void stopsAtNonFiniteLoss(float value) {
    String message = messageOf(value);
    assertTrue(message.startsWith("the loss is not finite at step 3 (epoch 0.75, learning rate 0.05"), message);
    assertTrue(DivergedException.isReason("trial 3 failed: " + message + ". Start a new run"), message);
    assertTrue(message.endsWith(", first gradient affected: steep); the step was not applied"), message);
  }

  /** The square root of 0 has an infinite derivative. */
  @Test
  void stopsAtNonFiniteGradient() {
    String message = messageOf(0);
    assertTrue(message.startsWith("the gradient of steep is not finite at step 3 (epoch 0.75"), message);
  }

  @Test
  void skipsStepsUpToLimit() {
    List<String> skips = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    TrainingState end = train(2, new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        losses.add(report.loss());
      }

      @Override
      public void onSkip(StepReport report, int skipped, String problem) {
        skips.add(skipped + " " + report.step() + " " + problem.substring(0, problem.indexOf('(')));
      }

      @Override
      public void onEpoch(int epoch, long steps, double meanLoss) {
        means.add(meanLoss);
      }
    });
    assertEquals(List.of("1 2 the loss is not finite at step 3 ", "2 6 the loss is not finite at step 7 "), skips);
    assertEquals(new TrainingState(8, 2, 0, 0, 2), end);
    assertEquals(6, losses.size());
    assertEquals(List.of((losses.get(0) + losses.get(1) + losses.get(2)) / 3,
        (losses.get(3) + losses.get(4) + losses.get(5)) / 3), means);
  }

  @Test
  void skippedStepLeavesParameters() {
    List<Double> values = new ArrayList<>();
    train(2, new TrainingListener() {
      @Override
      public void onState(TrainingState state) {
        values.add(parameters.get("steep").getDouble(0));
      }
    });
    assertEquals(values.get(1), values.get(2));
    assertNotEquals(values.get(2), values.get(3));
  }

  /** The gradient of {@code calm} is always 1, so AdamW's moments without bias are, too. */
  @Test
  void aSkippedStepDoesNotCountInTheBiasCorrection() {
    double[] before = new double[1];
    train(2, Trainings.onStep(report -> {
      double calm = parameters.get("calm").getDouble(0);
      assertEquals(report.learningRate(), before[0] - calm, 1e-6, "step " + report.step());
      before[0] = calm;
    }).get(0));
    assertTrue(before[0] < 0, "the steps were applied");
  }

  @Test
  void stopsAfterTooManySkips() {
    String message = assertThrows(DivergedException.class, () -> train(1, new TrainingListener() {})).getMessage();
    assertTrue(message.startsWith("the loss is not finite at step 7 "), message);
  }

  /** Trains two epochs of four steps. The third step of each epoch is not finite. */
  private TrainingState train(int maxSkips, TrainingListener listener) {
    SquareRoot objective = new SquareRoot(parameters, Float.NaN);
    objective.graph(1);
    try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters);
        TrainingLoop loop = new TrainingLoop(objective,
            new TrainingPlan(2, new BatchConfig(1, 1), OPTIMIZER, 3, 1, maxSkips, DeviceGroup.CPU), optimizer,
            parameters.names())) {
      loop.run(List.of(listener));
      return loop.state();
    }
  }

  private String messageOf(float third) {
    SquareRoot objective = new SquareRoot(parameters, third);
    objective.graph(1);
    try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters);
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

  /**
   * The loss {@code steep + calm + sqrt(x · (1 + steep))}. x is {@code third} in the third step of an epoch, and 1 in
   * the others.
   */
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
    public MicroBatch microBatch(int size) {
      float[] x = new float[1];
      return new MicroBatch() {
        @Override
        public void fill(int epoch, long step, int microBatch, int[] indices) {
          x[0] = step % 4 == 2 ? third : 1;
        }

        @Override
        public void copyTo(GraphPlan plan) {
          HostCopy.write(x, plan.placeholder("x"));
        }
      };
    }
  }
}
