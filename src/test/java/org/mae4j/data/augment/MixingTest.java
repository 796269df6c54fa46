package org.mae4j.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.ImageShape;

class MixingTest {
  private static final ImageShape SHAPE = new ImageShape(8, 8, 3);
  private static final int[] LABELS = {0, 1, 2};

  /** Image i is all i, so that a value tells how much of which image is there. */
  private static float[] batch() {
    float[] images = new float[3 * SHAPE.size()];
    for (int i = 0; i < 3; i++) {
      Arrays.fill(images, i * SHAPE.size(), (i + 1) * SHAPE.size(), i);
    }
    return images;
  }

  @Test
  void targetsAreOneHotWithoutMixing() {
    float[] images = batch();
    float[] targets = new float[9];
    new Mixing(0, 0, 0, 3, SHAPE, 1).apply(images, targets, LABELS, 0, 0);
    assertArrayEquals(batch(), images);
    assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, targets);
  }

  @Test
  void labelSmoothingIsUniformOverClasses() {
    float[] targets = new float[4];
    new Mixing(0, 0, 0.2, 4, SHAPE, 1).apply(new float[SHAPE.size()], targets, new int[] {2}, 0, 0);
    assertArrayEquals(new float[] {0.05f, 0.05f, 0.85f, 0.05f}, targets, 1e-6f);
  }

  @ParameterizedTest
  @CsvSource({"0.8, 0", "0, 1", "0.8, 1"})
  void targetsTellHowMuchOfWhichImageIsThere(double mixup, double cutmix) {
    Mixing mixing = new Mixing(mixup, cutmix, 0, 3, SHAPE, 1);
    for (int step = 0; step < 100; step++) {
      float[] images = batch();
      float[] targets = new float[9];
      mixing.apply(images, targets, LABELS, 0, step);
      for (int i = 0; i < 3; i++) {
        assertEquals(mean(images, i), targets[3 * i + 1] + 2 * targets[3 * i + 2], 1e-5);
        assertEquals(1, targets[3 * i] + targets[3 * i + 1] + targets[3 * i + 2], 1e-6);
      }
      assertArrayEquals(new float[] {0, 1, 0}, Arrays.copyOfRange(targets, 3, 6), 1e-6f);
    }
  }

  @Test
  void mixupBlendsEverywhereAndCutmixPastesARectangle() {
    float[] blended = mixed(new Mixing(0.8, 0, 0, 3, SHAPE, 1), 0, 0);
    assertEquals(1, distinct(blended));
    for (int step = 0; step < 50; step++) {
      float[] cut = mixed(new Mixing(0, 1, 0, 3, SHAPE, 1), 0, step);
      for (int i = 0; i < SHAPE.size(); i++) {
        assertTrue(cut[i] == 0 || cut[i] == 2, "only whole pixels of one of both images, found " + cut[i]);
        assertEquals(cut[i % 64], cut[i], "the same rectangle in all channels");
      }
    }
  }

  @Test
  void mixupAndCutmixAreEquallyFrequent() {
    Mixing mixing = new Mixing(0.8, 1, 0, 3, SHAPE, 1);
    int blends = 0;
    for (int step = 0; step < 1000; step++) {
      float first = mixed(mixing, 0, step)[0];
      blends += first != 0 && first != 2 ? 1 : 0;
    }
    // A share of mixup within rounding of 0 or 1 looks like none; Beta(0.8, 0.8) draws such shares seldom.
    assertEquals(500, blends, 6 * Math.sqrt(250));
  }

  @Test
  void sharesFollowTheBetaDistribution() {
    Mixing mixing = new Mixing(0.8, 0, 0, 3, SHAPE, 1);
    double sum = 0;
    double squares = 0;
    int steps = 20_000;
    for (int step = 0; step < steps; step++) {
      double share = mixed(mixing, 1, step)[0] / 2;
      sum += share;
      squares += share * share;
    }
    // Beta(a, a) has mean 1/2 and variance 1 / (4 (2a + 1)).
    double mean = sum / steps;
    assertEquals(0.5, mean, 0.015);
    assertEquals(1 / (4 * 2.6), squares / steps - mean * mean, 0.005);
  }

  @Test
  void dependsOnlyOnSeedEpochAndStep() {
    Mixing mixing = new Mixing(0.8, 1, 0.1, 3, SHAPE, 1);
    float[] images = mixed(mixing, 2, 3);
    assertArrayEquals(images, mixed(mixing, 2, 3));
    assertFalse(Arrays.equals(images, mixed(mixing, 2, 4)));
    assertFalse(Arrays.equals(images, mixed(mixing, 3, 3)));
    assertFalse(Arrays.equals(images, mixed(new Mixing(0.8, 1, 0.1, 3, SHAPE, 2), 2, 3)));
  }

  private static float[] mixed(Mixing mixing, int epoch, int step) {
    float[] images = batch();
    mixing.apply(images, new float[9], LABELS, epoch, step);
    return Arrays.copyOf(images, SHAPE.size());
  }

  private static double mean(float[] images, int image) {
    double sum = 0;
    for (int i = 0; i < SHAPE.size(); i++) {
      sum += images[image * SHAPE.size() + i];
    }
    return sum / SHAPE.size();
  }

  private static long distinct(float[] values) {
    Set<Float> seen = new HashSet<>();
    for (float value : values) {
      seen.add(value);
    }
    return seen.size();
  }
}
