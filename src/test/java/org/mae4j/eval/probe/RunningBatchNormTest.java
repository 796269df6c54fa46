package org.mae4j.eval.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningBatchNormTest {
  private static final int WIDTH = 3;
  private static final double EPSILON = 1e-5;

  /** A probe of a few hundred images trains for a few steps. */
  @Test
  void aFewStepsEvaluateAsTheyTrain() {
    RunningBatchNorm norm = new RunningBatchNorm(WIDTH);
    float[] batch = batch(1);
    for (int steps = 1; steps <= 3; steps++) {
      float[] trained = batch.clone();
      norm.train(trained);
      float[] evaluated = batch.clone();
      norm.evaluation().normalize(evaluated);
      assertArrayEquals(trained, evaluated, 1e-5f, "after step " + steps);
    }
  }

  /** The weights of the batches are 0.1 · 0.9 and 0.1, divided by their sum. */
  @Test
  void laterBatchesHaveMoreWeight() {
    RunningBatchNorm norm = new RunningBatchNorm(1);
    norm.train(new float[] {0, 2});
    norm.train(new float[] {8, 12});
    FeatureNormalization evaluation = norm.evaluation();
    assertEquals((0.09 * 1 + 0.1 * 10) / 0.19, evaluation.mean()[0], 1e-12);
    assertEquals(Math.sqrt((0.09 * 1 + 0.1 * 4) / 0.19 + EPSILON), evaluation.deviation()[0], 1e-12);
  }

  private static float[] batch(long seed) {
    Random random = new Random(seed);
    float[] rows = new float[WIDTH * 16];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (0.4 + 0.3 * random.nextGaussian());
    }
    return rows;
  }
}
