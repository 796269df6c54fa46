package org.mae4j.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.config.ImageShape;
import org.mae4j.config.training.ResizedCropConfig;
import org.mae4j.config.training.ResizedCropConfig.Interpolation;
import org.mae4j.data.random.SeededRandom;

class ResizedCropTest {
  private static final ImageShape SHAPE = new ImageShape(9, 13, 3);
  private static final ImageShape LARGE = new ImageShape(1000, 1000, 3);

  @ParameterizedTest
  @EnumSource
  void enlargesEveryBoxAsTheDefinitionOfTheFilterDoes(Interpolation interpolation) {
    ResizedCropConfig config = new ResizedCropConfig(List.of(0.05, 1.0), List.of(0.5, 2.0), interpolation);
    ResizedCrop crop = new ResizedCrop(config, SHAPE);
    float[] image = noise();
    Set<CropBox> boxes = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      CropBox box = CropBox.random(config, SHAPE, new SeededRandom(seed));
      boxes.add(box);
      float[] target = new float[SHAPE.size() + 7];
      crop.apply(image, target, 7, seed % 2 == 1, new SeededRandom(seed));
      float[] expected = new float[SHAPE.size() + 7];
      for (int i = 0; i < SHAPE.size(); i++) {
        int x = seed % 2 == 1 ? SHAPE.width() - 1 - i % SHAPE.width() : i % SHAPE.width();
        expected[7 + i] = (float) expected(image, box, interpolation, i / (SHAPE.height() * SHAPE.width()),
            i / SHAPE.width() % SHAPE.height(), x);
      }
      assertArrayEquals(expected, target, 1e-6f);
    }
    assertTrue(boxes.size() > 90, boxes.toString());
  }

  /** Returns a value of the enlarged crop: the sum over all pixels of the box, weighted in both directions at once. */
  private static double expected(float[] image, CropBox box, Interpolation interpolation, int channel, int y, int x) {
    double row = (y + 0.5) * box.height() / SHAPE.height() - 0.5;
    double column = (x + 0.5) * box.width() / SHAPE.width() - 0.5;
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < box.height(); i++) {
      for (int j = 0; j < box.width(); j++) {
        double weight = kernel(interpolation, i - row) * kernel(interpolation, j - column);
        sum += weight * image[(channel * SHAPE.height() + box.top() + i) * SHAPE.width() + box.left() + j];
        weights += weight;
      }
    }
    return Math.max(-1, Math.min(1, sum / weights));
  }

  /** The triangle, or the cubic polynomials of Keys with a = -1/2, written out. */
  private static double kernel(Interpolation interpolation, double signed) {
    double x = Math.abs(signed);
    if (interpolation == Interpolation.BILINEAR) {
      return x < 1 ? 1 - x : 0;
    }
    return x < 1 ? 1.5 * x * x * x - 2.5 * x * x + 1 : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
  }

  @Test
  void theWholeImageStaysAsItIs() {
    ResizedCropConfig whole = new ResizedCropConfig(List.of(1.0, 1.0), List.of(13 / 9.0, 13 / 9.0),
        Interpolation.BICUBIC);
    float[] target = new float[SHAPE.size()];
    new ResizedCrop(whole, SHAPE).apply(noise(), target, 0, false, new SeededRandom(3));
    assertArrayEquals(noise(), target);
  }

  @Test
  void areaIsUniformAndTheLogarithmOfTheRatioToo() {
    ResizedCropConfig config = new ResizedCropConfig(List.of(0.2, 0.6), List.of(0.75, 4 / 3.0), Interpolation.BICUBIC);
    double[] areas = new double[4000];
    double[] ratios = new double[areas.length];
    for (int seed = 0; seed < areas.length; seed++) {
      CropBox box = CropBox.random(config, LARGE, new SeededRandom(seed));
      assertTrue(box.top() >= 0 && box.left() >= 0 && box.top() + box.height() <= 1000
          && box.left() + box.width() <= 1000, box.toString());
      areas[seed] = box.height() * box.width() / 1e6;
      ratios[seed] = Math.log((double) box.width() / box.height());
    }
    assertUniform(0.2, 0.6, areas);
    assertUniform(Math.log(0.75), Math.log(4 / 3.0), ratios);
  }

  /** Compares the four quarters of the range with those of a uniform distribution, within six standard deviations. */
  private static void assertUniform(double from, double to, double[] values) {
    for (int quarter = 0; quarter < 4; quarter++) {
      double start = from + (to - from) * quarter / 4;
      double end = from + (to - from) * (quarter + 1) / 4;
      long inside = IntStream.range(0, values.length).filter(i -> values[i] >= start && values[i] < end).count();
      assertEquals(values.length / 4.0, inside, 6 * Math.sqrt(values.length * 3 / 16.0), "quarter " + quarter);
    }
  }

  @Test
  void aBoxThatNeverFitsBecomesTheLargestCenteredOne() {
    assertEquals(new CropBox(0, 4, 9, 4), box(List.of(1.0, 1.0), List.of(0.4, 0.5)));
    assertEquals(new CropBox(2, 0, 4, 13), box(List.of(1.0, 1.0), List.of(3.0, 3.5)));
    assertEquals(new CropBox(0, 0, 9, 13), box(List.of(0.001, 0.001), List.of(1.0, 2.0)));
  }

  private static CropBox box(List<Double> scale, List<Double> ratio) {
    return CropBox.random(new ResizedCropConfig(scale, ratio, Interpolation.BILINEAR), SHAPE, new SeededRandom(1));
  }

  private static float[] noise() {
    Random random = new Random(5);
    float[] image = new float[SHAPE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = 2 * random.nextFloat() - 1;
    }
    return image;
  }
}
