package org.mae4j.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.config.training.ColorJitterConfig;
import org.mae4j.config.training.ResizedCropConfig;
import org.mae4j.testing.Tiny;

class AugmenterTest {
  private static final ImageShape ROW = new ImageShape(1, 4, 1);
  private static final ImageShape COLOR = new ImageShape(16, 12, 3);
  private static final float[] WAVES = new float[COLOR.size()];
  private static final float[] FLAT = new float[COLOR.size()];
  private static final ResizedCropConfig CROP =
      new ResizedCropConfig(List.of(0.2, 0.8), List.of(0.75, 4.0 / 3), ResizedCropConfig.Interpolation.BICUBIC);
  private static final ColorJitterConfig JITTER = new ColorJitterConfig(0.4, 0.4, 0.4, 0.1);
  private static final AugmentConfig ALL = Tiny.augment(4, true, 0.5);

  static {
    for (int i = 0; i < WAVES.length; i++) {
      WAVES[i] = 0.9f * (float) Math.sin(i * i);
      FLAT[i] = 7;
    }
  }

  @Test
  void dependsOnlyOnSeedEpochAndIndex() {
    Augmenter augmenter = new Augmenter(ALL, COLOR, 5);
    float[] alone = augmented(augmenter, 3, 9);
    float[] batch = new float[3 * COLOR.size()];
    augmenter.apply(ramp(COLOR), batch, COLOR.size(), 3, 9);
    assertArrayEquals(alone, Arrays.copyOfRange(batch, COLOR.size(), 2 * COLOR.size()));
    assertArrayEquals(new float[COLOR.size()], Arrays.copyOf(batch, COLOR.size()));
    assertFalse(Arrays.equals(alone, augmented(augmenter, 4, 9)));
    assertFalse(Arrays.equals(alone, augmented(augmenter, 3, 10)));
    assertFalse(Arrays.equals(alone, augmented(new Augmenter(ALL, COLOR, 6), 3, 9)));
  }

  @Test
  void resizedCropAndColorJitterDependOnlyOnSeedEpochAndIndex() {
    AugmentConfig config = new AugmentConfig(0, true, 0.5, CROP, JITTER);
    Augmenter augmenter = new Augmenter(config, COLOR, 5);
    float[] image = augmented(augmenter, WAVES, 3, 9);
    augmented(augmenter, WAVES, 3, 10);
    assertArrayEquals(image, augmented(augmenter, WAVES, 3, 9));
    assertArrayEquals(image, augmented(new Augmenter(config, COLOR, 5), WAVES, 3, 9));
    assertFalse(Arrays.equals(image, augmented(augmenter, WAVES, 4, 9)));
    assertFalse(Arrays.equals(image, augmented(augmenter, WAVES, 3, 10)));
    assertFalse(Arrays.equals(image, augmented(new Augmenter(config, COLOR, 6), WAVES, 3, 9)));
  }

  @Test
  void threadsShareAnAugmenter() {
    Augmenter shared = new Augmenter(new AugmentConfig(0, true, 0.5, CROP, JITTER), COLOR, 5);
    List<float[]> together = IntStream.range(0, 500).parallel().mapToObj(i -> augmented(shared, WAVES, 1, i)).toList();
    for (int i = 0; i < 500; i++) {
      assertArrayEquals(together.get(i), augmented(shared, WAVES, 1, i));
    }
  }

  /** Random choices of one augmentation stay the same when another one is turned on. */
  @Test
  void augmentationsAreIndependentAndComeInOrder() {
    AugmentConfig all = new AugmentConfig(0, true, 0.5, CROP, JITTER);
    AugmentConfig without = new AugmentConfig(0, true, 0.5, CROP, Tiny.NO_AUGMENTATION.colorJitter());
    AugmentConfig plain = Tiny.augment(0, true, 0.5);
    for (int index = 0; index < 50; index++) {
      float[] expected = augmented(new Augmenter(without, COLOR, 5), WAVES, 0, index);
      float[] erased = augmented(new Augmenter(plain, COLOR, 5), FLAT, 0, index);
      float[] image = augmented(new Augmenter(all, COLOR, 5), WAVES, 0, index);
      for (int i = 0; i < image.length; i++) {
        if (erased[i] != FLAT[i]) {
          assertEquals(erased[i], image[i], "noise is not changed by color jitter");
          assertEquals(erased[i], expected[i]);
        }
      }
    }
  }

  @Test
  void resizedCropIsMirroredAsTheImageIs() {
    Augmenter crop = new Augmenter(new AugmentConfig(0, false, 0, CROP, Tiny.NO_AUGMENTATION.colorJitter()), ROW, 5);
    Augmenter both = new Augmenter(new AugmentConfig(0, true, 0, CROP, Tiny.NO_AUGMENTATION.colorJitter()), ROW, 5);
    Augmenter flip = new Augmenter(Tiny.augment(0, true, 0), ROW, 5);
    float[] row = {-0.5f, -0.1f, 0.2f, 0.7f};
    for (int index = 0; index < 50; index++) {
      float[] cropped = augmented(crop, row, 0, index);
      boolean mirrored = augmented(flip, row, 0, index)[0] == row[3];
      float[] expected = mirrored ? new float[] {cropped[3], cropped[2], cropped[1], cropped[0]} : cropped;
      assertArrayEquals(expected, augmented(both, row, 0, index));
    }
  }

  @Test
  void changesNothingByDefault() {
    Augmenter augmenter = new Augmenter(Tiny.NO_AUGMENTATION, COLOR, 5);
    for (int index = 0; index < 20; index++) {
      assertArrayEquals(ramp(COLOR), augmented(augmenter, 0, index));
    }
  }

  @Test
  void flipMirrorsEverySecondImage() {
    Augmenter augmenter = new Augmenter(Tiny.augment(0, true, 0), ROW, 5);
    int mirrored = 0;
    for (int index = 0; index < 1000; index++) {
      float[] image = augmented(augmenter, new float[] {1, 2, 3, 4}, 0, index);
      assertTrue(Arrays.equals(image, new float[] {1, 2, 3, 4}) || Arrays.equals(image, new float[] {4, 3, 2, 1}));
      mirrored += image[0] == 4 ? 1 : 0;
    }
    assertEquals(500, mirrored, 6 * Math.sqrt(250));
  }

  @Test
  void cropReflectsTheBorderWithoutRepeatingTheEdge() {
    // A column image, so that the crop shifts it by -2 … 2 rows and columns do not matter.
    ImageShape shape = new ImageShape(4, 4, 1);
    Augmenter augmenter = new Augmenter(Tiny.augment(2, false, 0), shape, 5);
    Set<String> columns = new HashSet<>();
    for (int index = 0; index < 200; index++) {
      float[] image = augmented(augmenter, new float[] {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4}, 0, index);
      columns.add(image[0] + " " + image[4] + " " + image[8] + " " + image[12]);
    }
    assertEquals(
        Set.of("3.0 2.0 1.0 2.0", "2.0 1.0 2.0 3.0", "1.0 2.0 3.0 4.0", "2.0 3.0 4.0 3.0", "3.0 4.0 3.0 2.0"), columns);
  }

  @Test
  void cropAndFlipMoveAllChannelsAlike() {
    Augmenter augmenter = new Augmenter(Tiny.augment(4, true, 0), COLOR, 5);
    int plane = COLOR.height() * COLOR.width();
    for (int index = 0; index < 50; index++) {
      float[] image = augmented(augmenter, 1, index);
      for (int i = 0; i < plane; i++) {
        assertEquals(plane, image[plane + i] - image[i]);
        assertEquals(plane, image[2 * plane + i] - image[plane + i]);
      }
    }
  }

  @Test
  void erasingFillsOneRectangleOfTheImageWithNoiseInRange() {
    Augmenter augmenter = new Augmenter(Tiny.augment(0, false, 1), COLOR, 5);
    int plane = COLOR.height() * COLOR.width();
    for (int index = 0; index < 200; index++) {
      float[] sevens = new float[COLOR.size()];
      Arrays.fill(sevens, 7);
      float[] image = augmented(augmenter, sevens, 0, index);
      int[] erased = IntStream.range(0, plane).filter(i -> image[i] != 7).toArray();
      assertTrue(erased.length > 0 && erased.length <= 0.45 * plane, "erased " + erased.length);
      assertEquals(area(erased, COLOR.width()), erased.length);
      for (int i : erased) {
        assertTrue(Math.abs(image[i]) <= 1 && Math.abs(image[plane + i]) <= 1 && image[2 * plane + i] != 7);
      }
    }
  }

  @Test
  void erasesWithConfiguredProbability() {
    Augmenter augmenter = new Augmenter(Tiny.augment(0, false, 0.25), COLOR, 5);
    long erased = IntStream.range(0, 1000)
        .filter(index -> !Arrays.equals(ramp(COLOR), augmented(augmenter, 0, index))).count();
    assertEquals(250, erased, 6 * Math.sqrt(1000 * 0.25 * 0.75));
  }

  @Test
  void rejectsBorderAsWideAsImage() {
    assertThrows(IllegalArgumentException.class, () -> new Augmenter(Tiny.augment(12, true, 0), COLOR, 5));
  }

  /** Area of the smallest rectangle around pixels. */
  private static int area(int[] pixels, int width) {
    var x = Arrays.stream(pixels).map(i -> i % width).summaryStatistics();
    var y = Arrays.stream(pixels).map(i -> i / width).summaryStatistics();
    return (x.getMax() - x.getMin() + 1) * (y.getMax() - y.getMin() + 1);
  }

  private static float[] augmented(Augmenter augmenter, int epoch, int index) {
    return augmented(augmenter, ramp(COLOR), epoch, index);
  }

  private static float[] augmented(Augmenter augmenter, float[] image, int epoch, int index) {
    float[] target = new float[image.length];
    augmenter.apply(image, target, 0, epoch, index);
    return target;
  }

  private static float[] ramp(ImageShape shape) {
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }
    return image;
  }
}
