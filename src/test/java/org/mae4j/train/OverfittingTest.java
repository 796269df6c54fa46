package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.nd4j.linalg.api.buffer.DataType;

/** Tests the whole training: a model overfits eight images of noise, whose variance is 1/3. */
class OverfittingTest {
  private static final ImageSet IMAGES = Tiny.images(new ImageShape(8, 8, 3), 8, 2, 1);
  private static final ModelConfig MODEL =
      new ModelConfig(2, 0.75, Tiny.RANDOM_MASKING, new TransformerConfig(32, 2, 4, 2),
          Tiny.attention(new TransformerConfig(32, 2, 4, 2)), ModelConfig.PositionEmbedding.SINCOS, false,
          ModelConfig.Pooling.MEAN, false, 1e-6);
  private static final OptimizerConfig OPTIMIZER = Tiny.adamW(0.16, 0, 0.05, 0.9, 0.95, 1e-8, 0, 1);

  @Test
  void overfitsEightImages() {
    List<Double> losses = new ArrayList<>();
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      Objective objective =
          new ChangedObjective(Trainings.reconstruction(parameters, MODEL, IMAGES), OverfittingTest::withFixedMasks);
      objective.graph(1);
      try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters);
          TrainingLoop loop = new TrainingLoop(objective, Trainings.plan(600, 8, 4, OPTIMIZER, 2), optimizer,
              parameters.names())) {
        loop.run(Trainings.onStep(report -> losses.add(report.loss())));
      }
    }
    assertTrue(losses.get(0) > 0.3, "first loss " + losses.get(0));
    double last = losses.get(losses.size() - 1);
    assertTrue(last < 1e-3, "last loss " + last);
  }

  /** Masks each image as in the first epoch, in every epoch. */
  private static MicroBatch withFixedMasks(MicroBatch batch) {
    return new MicroBatch() {
      @Override
      public void fill(int epoch, long step, int microBatch, int[] indices) {
        batch.fill(0, step, microBatch, indices);
      }

      @Override
      public void copyTo(GraphPlan plan) {
        batch.copyTo(plan);
      }
    };
  }
}
