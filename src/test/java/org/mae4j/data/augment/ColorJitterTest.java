package org.mae4j.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.config.training.ColorJitterConfig;
import org.mae4j.data.random.SeededRandom;

class ColorJitterTest {
  private static final ImageShape SHAPE = new ImageShape(4, 5, 3);
  private static final int PLANE = 20;

  @Test
  void brightnessMultipliesTheValues() {
    for (int seed = 0; seed < 50; seed++) {
      float[] image = image(SHAPE);
      float[] changed = changed(new ColorJitterConfig(0.4, 0, 0, 0), SHAPE, seed);
      double factor = (changed[0] + 1) / (image[0] + 1);
      assertTrue(factor > 0.6 && factor < 1.4, "factor " + factor);
      for (int i = 0; i < image.length; i++) {
        assertEquals(Math.min(1, (image[i] + 1) * factor - 1), changed[i], 1e-5);
      }
    }
  }

  @Test
  void contrastMovesValuesFromTheMeanGray() {
    for (int seed = 0; seed < 50; seed++) {
      float[] image = image(SHAPE);
      double mean = IntStream.range(0, PLANE).mapToDouble(i -> gray(image, i)).average().orElseThrow();
      float[] changed = changed(new ColorJitterConfig(0, 0.3, 0, 0), SHAPE, seed);
      double factor = (changed[0] - mean) / (image[0] - mean);
      assertTrue(factor > 0.7 && factor < 1.3, "factor " + factor);
      for (int i = 0; i < image.length; i++) {
        assertEquals(clipped(mean + factor * (image[i] - mean)), changed[i], 1e-5);
      }
    }
  }

  @Test
  void saturationMovesValuesFromTheGrayOfTheirPixel() {
    for (int seed = 0; seed < 50; seed++) {
      float[] image = image(SHAPE);
      float[] changed = changed(new ColorJitterConfig(0, 0, 0.5, 0), SHAPE, seed);
      double factor = (changed[0] - gray(image, 0)) / (image[0] - gray(image, 0));
      assertTrue(factor > 0.5 && factor < 1.5, "factor " + factor);
      for (int i = 0; i < image.length; i++) {
        double gray = gray(image, i % PLANE);
        assertEquals(clipped(gray + factor * (image[i] - gray)), changed[i], 1e-4);
      }
    }
  }

  /** Java's own conversion to hue, saturation and brightness is the independent computation. */
  @Test
  void hueIsRotatedByTheSameAngleInEveryPixel() {
    float[] image = image(SHAPE);
    for (int seed = 0; seed < 200; seed++) {
      float[] changed = changed(new ColorJitterConfig(0, 0, 0, 0.5), SHAPE, seed);
      float turn = hsb(changed, 0)[0] - hsb(image, 0)[0];
      for (int i = 0; i < PLANE; i++) {
        float[] before = hsb(image, i);
        float[] expected = rgb(Color.HSBtoRGB(before[0] + turn, before[1], before[2]));
        // AWT has 8 bits per value, in and out.
        assertArrayEquals(expected, new float[] {changed[i], changed[i + PLANE], changed[i + 2 * PLANE]}, 0.05f);
      }
    }
  }

  @Test
  void hueIsLimited() {
    for (int seed = 0; seed < 100; seed++) {
      float turn = hsb(changed(new ColorJitterConfig(0, 0, 0, 0.1), SHAPE, seed), 3)[0] - hsb(image(SHAPE), 3)[0];
      double apart = Math.abs(turn - Math.rint(turn));
      assertTrue(apart <= 0.1 + 0.01, "turned by " + turn);
    }
  }

  @Test
  void factorsOfTheWholeRangeOccurAndNoneIsNegative() {
    double[] factors = IntStream.range(0, 1000)
        .mapToDouble(seed -> {
          float[] image = new float[SHAPE.size()];
          Arrays.fill(image, -0.9f);
          new ColorJitter(new ColorJitterConfig(3, 0, 0, 0), SHAPE).apply(image, 0, new SeededRandom(seed));
          return (image[0] + 1) / 0.1;
        }).toArray();
    var all = Arrays.stream(factors).summaryStatistics();
    assertTrue(all.getMin() >= 0 && all.getMin() < 0.1 && all.getMax() > 3.9 && all.getMax() <= 4.0001, all.toString());
    assertEquals(2, all.getAverage(), 6 * (4 / Math.sqrt(12)) / Math.sqrt(1000));
  }

  /** The two orders differ where values are clipped between the changes. */
  @Test
  void changesComeInRandomOrder() {
    int brightnessFirst = 0;
    int contrastFirst = 0;
    for (int seed = 0; seed < 200; seed++) {
      SeededRandom random = new SeededRandom(seed);
      double brightness = 0.1 + 1.8 * random.nextDouble();
      double contrast = 0.1 + 1.8 * random.nextDouble();
      float[] first = contrasted(brightened(image(SHAPE), brightness), contrast);
      float[] second = brightened(contrasted(image(SHAPE), contrast), brightness);
      float[] changed = changed(new ColorJitterConfig(0.9, 0.9, 0, 0), SHAPE, seed);
      boolean isFirst = distance(first, changed) < 1e-4;
      boolean isSecond = distance(second, changed) < 1e-4;
      assertTrue(isFirst || isSecond, "seed " + seed);
      brightnessFirst += isFirst && !isSecond ? 1 : 0;
      contrastFirst += isSecond && !isFirst ? 1 : 0;
    }
    assertTrue(brightnessFirst > 30 && contrastFirst > 30, brightnessFirst + " and " + contrastFirst);
  }

  @Test
  void grayImagesHaveBrightnessAndContrast() {
    ImageShape gray = new ImageShape(4, 5, 1);
    float[] image = image(gray);
    float[] changed = changed(new ColorJitterConfig(0, 0.3, 0, 0), gray, 1);
    double mean = IntStream.range(0, PLANE).mapToDouble(i -> image[i]).average().orElseThrow();
    double factor = (changed[0] - mean) / (image[0] - mean);
    for (int i = 0; i < PLANE; i++) {
      assertEquals(clipped(mean + factor * (image[i] - mean)), changed[i], 1e-5);
    }
  }

  private static float[] brightened(float[] image, double factor) {
    float[] bright = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      bright[i] = clipped((image[i] + 1) * factor - 1);
    }
    return bright;
  }

  private static float[] contrasted(float[] image, double factor) {
    double mean = IntStream.range(0, PLANE).mapToDouble(i -> gray(image, i)).average().orElseThrow();
    float[] result = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      result[i] = clipped(mean + factor * (image[i] - mean));
    }
    return result;
  }

  private static double distance(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  private static float clipped(double value) {
    return (float) Math.max(-1, Math.min(1, value));
  }

  private static double gray(float[] image, int at) {
    return 0.299 * image[at] + 0.587 * image[at + PLANE] + 0.114 * image[at + 2 * PLANE];
  }

  private static float[] hsb(float[] image, int at) {
    return Color.RGBtoHSB(eightBits(image[at]), eightBits(image[at + PLANE]), eightBits(image[at + 2 * PLANE]), null);
  }

  private static int eightBits(float value) {
    return Math.round((value + 1) * 127.5f);
  }

  private static float[] rgb(int color) {
    return new float[] {(color >> 16 & 255) / 127.5f - 1, (color >> 8 & 255) / 127.5f - 1, (color & 255) / 127.5f - 1};
  }

  private static float[] changed(ColorJitterConfig config, ImageShape shape, long seed) {
    float[] image = image(shape);
    new ColorJitter(config, shape).apply(image, 0, new SeededRandom(seed));
    return image;
  }

  /** Returns saturated noise whose first pixel is orange and not near the ends of the range. */
  private static float[] image(ImageShape shape) {
    Random random = new Random(5);
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = 1.8f * random.nextFloat() - 0.9f;
    }
    for (int channel = 0; channel < shape.channels(); channel++) {
      image[channel * PLANE] = 0.4f - 0.4f * channel;
    }
    return image;
  }
}
