package org.mae4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ModelConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Tests that the loss depends on masked patches only. A head whose weights are 0 predicts its bias for every patch. If
 * the masked patches of an image equal the bias, they are predicted perfectly, and the visible patches are not.
 */
class MaskedLossTest {
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);
  private static final int[] VISIBLE = {5, 0, 2};
  private static final int[] MASKED = {3, 1, 4};

  private final Random random = new Random(1);
  private final Parameters parameters = new Parameters(DataType.DOUBLE, 1);
  private final float[] pattern = values(GRID.patchSize());
  private final float[] patches = values(Tiny.IMAGE.size());

  @BeforeEach
  void drawMaskedPatches() {
    for (int n : MASKED) {
      System.arraycopy(pattern, 0, patches, n * pattern.length, pattern.length);
    }
  }

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void ignoresVisiblePatches() {
    try (GraphPlan plan = plan(false)) {
      assertEquals(0, loss(plan));
      for (int n : VISIBLE) {
        patches[n * pattern.length] += 0.5f;
      }
      assertEquals(0, loss(plan));
    }
  }

  @Test
  void countsEachMaskedValueOnce() {
    try (GraphPlan plan = plan(false)) {
      for (int n : MASKED) {
        patches[n * pattern.length + n] = pattern[n] + 0.5f; // a different element of each patch
      }
      assertEquals(0.25 / pattern.length, loss(plan), 1e-7); // pixels have single precision
    }
  }

  @Test
  void normalizedTargetsIgnoreBrightnessAndContrast() {
    try (GraphPlan plan = plan(true)) {
      double mean = mean(pattern);
      double deviation = Math.sqrt(mean(square(pattern, mean)) * pattern.length / (pattern.length - 1));
      parameters.get("decoder.head.bias").subi(mean).divi(deviation);
      for (int i = 0; i < pattern.length; i++) {
        patches[MASKED[0] * pattern.length + i] = 0.25f * pattern[i] + 0.5f;
      }
      // Epsilon pulls targets of variance v toward 0 by 5e-7 / v.
      assertEquals(0, loss(plan), 1e-9);
      patches[MASKED[1] * pattern.length] += 0.5f;
      assertTrue(loss(plan) > 1e-3);
    }
  }

  private GraphPlan plan(boolean normalizeTargets) {
    ModelConfig config = Tiny.model(ModelConfig.PositionEmbedding.SINCOS, false, normalizeTargets);
    var graph = MaskedAutoencoder.training(parameters, config, GRID, new MaskShape(1, 3, 3));
    parameters.get("decoder.head.weight").assign(0);
    HostCopy.write(pattern, parameters.get("decoder.head.bias"));
    GraphPlan plan = GraphPlan.forward(graph, MaskedAutoencoder.LOSS);
    HostCopy.write(VISIBLE, plan.placeholder(MaskedAutoencoder.VISIBLE));
    HostCopy.write(MASKED, plan.placeholder(MaskedAutoencoder.MASKED));
    return plan;
  }

  private double loss(GraphPlan plan) {
    float[] image = new float[patches.length];
    GRID.unpatchify(patches, image);
    HostCopy.write(image, plan.placeholder(MaskedAutoencoder.IMAGES));
    plan.run();
    return plan.output(MaskedAutoencoder.LOSS).getDouble(0);
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static float[] square(float[] values, double mean) {
    float[] squares = Arrays.copyOf(values, values.length);
    for (int i = 0; i < values.length; i++) {
      squares[i] = (float) Math.pow(values[i] - mean, 2);
    }
    return squares;
  }
}
