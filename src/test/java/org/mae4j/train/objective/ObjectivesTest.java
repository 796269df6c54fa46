package org.mae4j.train.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.config.FinetuneConfig;
import org.mae4j.config.NormalizeConfig;
import org.mae4j.config.ResolutionConfig;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.engine.GraphPlan;
import org.mae4j.model.Classifier;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.mae4j.train.Trainings;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tests the inputs that objectives feed to their graphs. */
class ObjectivesTest {
  private static final int BATCH = 4;
  private static final int[] INDICES = {7, 0, 15, 3};

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void reconstructionFeedsEachImageWithItsOwnMask() {
    ReconstructionObjective objective = Trainings.prepared(parameters);
    MaskGenerator masking = new MaskGenerator(Tiny.model(), new PatchGrid(Tiny.IMAGE, 2), 2);
    try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss())) {
      Trainings.feed(objective, plan, 5, 9, 1, INDICES);
      for (int row = 0; row < BATCH; row++) {
        int[] expected = masking.permutation(5, INDICES[row]);
        int[] visible = plan.placeholder(MaskedAutoencoder.VISIBLE).getRow(row).toIntVector();
        int[] masked = plan.placeholder(MaskedAutoencoder.MASKED).getRow(row).toIntVector();
        assertArrayEquals(expected, IntStream.concat(Arrays.stream(visible), Arrays.stream(masked)).toArray());
        assertArrayEquals(pixels(INDICES[row]), row(plan, MaskedAutoencoder.IMAGES, row));
      }
    }
  }

  /** Augmentation works on pixels in [-1, 1], so that its fills are those without a normalization. */
  @Test
  void imagesAreNormalizedAfterTheAugmentation() {
    PixelScale scale = new PixelScale(new NormalizeConfig(List.of(0.4, 0.5, 0.7), List.of(0.2, 0.3, 0.4)));
    Augmenter erasing = new Augmenter(Tiny.augment(2, true, 1), Tiny.IMAGE, 1);
    AugmentedImages normalized = new AugmentedImages(Trainings.IMAGES, erasing, scale, BATCH, Tiny.IMAGE);
    AugmentedImages expected = new AugmentedImages(Trainings.IMAGES, erasing, PixelScale.SYMMETRIC, BATCH, Tiny.IMAGE);
    normalized.fill(3, INDICES);
    expected.fill(3, INDICES);
    scale.apply(expected.pixels(), Tiny.IMAGE);
    assertArrayEquals(expected.pixels(), normalized.pixels());
    try (Parameters scaled = new Parameters(DataType.FLOAT, 1, scale)) {
      ReconstructionObjective objective = Trainings.prepared(scaled);
      try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss())) {
        Trainings.feed(objective, plan, 5, 9, 1, INDICES);
        float[] image = pixels(INDICES[1]);
        scale.apply(image, Tiny.IMAGE);
        assertArrayEquals(image, row(plan, MaskedAutoencoder.IMAGES, 1));
      }
    }
  }

  @Test
  void masksDoNotDependOnStepOrBatch() {
    ReconstructionObjective objective = Trainings.prepared(parameters);
    try (GraphPlan four = GraphPlan.forward(objective.graph(BATCH), objective.loss());
        GraphPlan two = GraphPlan.forward(objective.graph(2), objective.loss())) {
      Trainings.feed(objective, four, 5, 9, 1, INDICES);
      Trainings.feed(objective, two, 5, 30, 0, new int[] {3, 7});
      assertEquals(four.placeholder(MaskedAutoencoder.VISIBLE).getRow(0),
          two.placeholder(MaskedAutoencoder.VISIBLE).getRow(1));
      assertEquals(four.placeholder(MaskedAutoencoder.VISIBLE).getRow(3),
          two.placeholder(MaskedAutoencoder.VISIBLE).getRow(0));
    }
  }

  @Test
  void classificationFeedsImagesAndSmoothedLabels() {
    ClassificationObjective objective = classification(0, 0.3);
    try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss())) {
      Trainings.feed(objective, plan, 1, 2, 3, INDICES);
      for (int row = 0; row < BATCH; row++) {
        float[] targets = {0.1f, 0.1f, 0.1f};
        targets[Trainings.IMAGES.label(INDICES[row])] = 0.8f;
        assertArrayEquals(targets, row(plan, Classifier.TARGETS, row), 1e-6f);
        assertArrayEquals(pixels(INDICES[row]), row(plan, Classifier.IMAGES, row));
      }
    }
  }

  /**
   * With two blocks and a rate of 0.4, the first block is never skipped, the second for 40 % of the images. The factors
   * keep the mean.
   */
  @Test
  void dropPathRateIncreasesWithDepth() {
    ClassificationObjective objective = classification(0.4, 0);
    int[] skipped = new int[4];
    try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss())) {
      for (int step = 0; step < 500; step++) {
        Trainings.feed(objective, plan, 0, step, 0, INDICES);
        for (int branch = 0; branch < 4; branch++) {
          for (float factor : row(plan, Classifier.DROP_PATH, branch)) {
            assertTrue(factor == 0 || factor == (branch < 2 ? 1 : (float) (1 / 0.6)), "factor " + factor);
            skipped[branch] += factor == 0 ? 1 : 0;
          }
        }
      }
    }
    assertEquals(0, skipped[0] + skipped[1]);
    assertEquals(800, skipped[2], 110); // of 2,000: 5 standard deviations of 22
    assertEquals(800, skipped[3], 110);
  }

  @Test
  void dropPathDependsOnStepAndMicroBatch() {
    ClassificationObjective objective = classification(0.4, 0);
    try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss())) {
      float[] first = factors(objective, plan, 3, 0);
      assertFalse(Arrays.equals(first, factors(objective, plan, 3, 1)));
      assertFalse(Arrays.equals(first, factors(objective, plan, 4, 0)));
      assertArrayEquals(first, factors(objective, plan, 3, 0));
    }
  }

  /** Half of the six patches of an image, others in the next epoch, a function of epoch and image; the rest is dropped. */
  @Test
  void keepsSomePatches() {
    ClassificationObjective objective = classification(0, 0.5, 0);
    try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss())) {
      int[][] first = kept(objective, plan, 0, 3);
      for (int[] image : first) {
        assertEquals(3, Arrays.stream(image).filter(patch -> patch >= 0 && patch < 6).distinct().count());
      }
      int[][] dropped = plan.placeholder(Classifier.DROPPED).toIntMatrix();
      for (int row = 0; row < BATCH; row++) {
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5},
            IntStream.concat(Arrays.stream(first[row]), Arrays.stream(dropped[row])).sorted().toArray());
      }
      assertFalse(Arrays.equals(first[0], first[1]));
      assertFalse(Arrays.deepEquals(first, kept(objective, plan, 1, 3)));
      assertTrue(Arrays.deepEquals(first, kept(objective, plan, 0, 4)));
    }
  }

  /** Images are resized after augmentation and mixing; masks and kept patches are drawn on the grid of the new size. */
  @Test
  void resizedImagesHaveTheirOwnMasks() {
    Objective objective = Trainings.Kind.PRETRAIN.objective(parameters, 0.5);
    try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss());
        GraphPlan full = fed(Trainings.Kind.PRETRAIN.objective(parameters))) {
      Trainings.feed(objective, plan, 5, 9, 1, INDICES);
      assertResized(full.placeholder(MaskedAutoencoder.IMAGES), plan.placeholder(MaskedAutoencoder.IMAGES));
      INDArray visible = plan.placeholder(MaskedAutoencoder.VISIBLE);
      INDArray masked = plan.placeholder(MaskedAutoencoder.MASKED);
      for (int row = 0; row < BATCH; row++) {
        assertArrayEquals(new int[] {0, 1, 2, 3}, IntStream.concat(Arrays.stream(visible.getRow(row).toIntVector()),
            Arrays.stream(masked.getRow(row).toIntVector())).sorted().toArray());
      }
    }
  }

  @Test
  void mixedImagesAreResizedAndKeepPatchesOfTheirGrid() {
    Objective objective = Trainings.Kind.FINETUNE.objective(parameters, 0.5);
    try (GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss());
        GraphPlan full = fed(Trainings.Kind.FINETUNE.objective(parameters))) {
      Trainings.feed(objective, plan, 5, 9, 1, INDICES);
      assertResized(full.placeholder(Classifier.IMAGES), plan.placeholder(Classifier.IMAGES));
      assertEquals(full.placeholder(Classifier.TARGETS), plan.placeholder(Classifier.TARGETS));
      for (int[] kept : plan.placeholder(Classifier.KEPT).toIntMatrix()) {
        assertEquals(2, Arrays.stream(kept).filter(patch -> patch >= 0 && patch < 4).distinct().count());
      }
    }
  }

  private static GraphPlan fed(Objective objective) {
    GraphPlan plan = GraphPlan.forward(objective.graph(BATCH), objective.loss());
    Trainings.feed(objective, plan, 5, 9, 1, INDICES);
    return plan;
  }

  private static void assertResized(INDArray images, INDArray half) {
    assertArrayEquals(new long[] {BATCH, 3, 16, 16}, half.shape());
    float[] expected = images.reshape(BATCH, 3, 16, 2, 16, 2).mean(3, 5).reshape(half.length()).toFloatVector();
    assertArrayEquals(expected, half.reshape(half.length()).toFloatVector(), 1e-6f);
  }

  private static int[][] kept(ClassificationObjective objective, GraphPlan plan, int epoch, long step) {
    Trainings.feed(objective, plan, epoch, step, 0, INDICES);
    return plan.placeholder(Classifier.KEPT).toIntMatrix();
  }

  private static float[] factors(ClassificationObjective objective, GraphPlan plan, long step, int microBatch) {
    Trainings.feed(objective, plan, 0, step, microBatch, INDICES);
    return plan.placeholder(Classifier.DROP_PATH).reshape(4 * BATCH).toFloatVector();
  }

  private ClassificationObjective classification(double dropPath, double labelSmoothing) {
    return classification(dropPath, 1, labelSmoothing);
  }

  private ClassificationObjective classification(double dropPath, double keep, double labelSmoothing) {
    return new ClassificationObjective(parameters, Tiny.model(), new FinetuneConfig(1, new BatchConfig(8, BATCH),
        Tiny.optimizer(1e-3, 8), 1, 1, dropPath, keep, keep < 1 ? 1 : 0, labelSmoothing, 0, 0, Tiny.NO_AUGMENTATION, 1,
        0,
        ResolutionConfig.FULL), Trainings.IMAGES,
        1, 1);
  }

  private static float[] pixels(int index) {
    float[] pixels = new float[Tiny.IMAGE.size()];
    Trainings.IMAGES.copyTo(index, pixels, 0);
    return pixels;
  }

  private static float[] row(GraphPlan plan, String placeholder, int row) {
    var array = plan.placeholder(placeholder);
    return array.reshape(array.size(0), array.length() / array.size(0)).getRow(row).toFloatVector();
  }
}
