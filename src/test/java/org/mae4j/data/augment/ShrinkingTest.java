package org.mae4j.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.ImageShape;

class ShrinkingTest {
  private static final int IMAGES = 2;

  @Test
  void halvesByMeansOfFourPixels() {
    float[] smaller = new float[2];
    new Shrinking(new ImageShape(2, 4, 1), new ImageShape(1, 2, 1)).apply(new float[] {1, 2, 3, 4, 5, 6, 7, 8},
        smaller);
    assertArrayEquals(new float[] {3.5f, 5.5f}, smaller);
  }

  /** Each pixel is divided into equal parts, of which a new pixel has a whole number. */
  @ParameterizedTest
  @CsvSource({"32, 32, 24, 24", "6, 9, 4, 6", "7, 5, 3, 5", "8, 8, 3, 1", "5, 4, 5, 4"})
  void newPixelsAreMeansOfTheirAreas(int height, int width, int newHeight, int newWidth) {
    ImageShape from = new ImageShape(height, width, 3);
    ImageShape to = new ImageShape(newHeight, newWidth, 3);
    float[] images = new float[IMAGES * from.size()];
    Random random = new Random(1);
    for (int i = 0; i < images.length; i++) {
      images[i] = 2 * random.nextFloat() - 1;
    }
    float[] smaller = new float[IMAGES * to.size()];
    Arrays.fill(smaller, 9);
    new Shrinking(from, to).apply(images, smaller);
    double[] expected = new double[smaller.length];
    for (int plane = 0; plane < 3 * IMAGES; plane++) {
      for (int y = 0; y < height * newHeight; y++) {
        for (int x = 0; x < width * newWidth; x++) {
          expected[(plane * newHeight + y / height) * newWidth + x / width] +=
              images[(plane * height + y / newHeight) * width + x / newWidth] / (double) (height * width);
        }
      }
    }
    assertArrayEquals(expected, IntStream.range(0, smaller.length).mapToDouble(i -> smaller[i]).toArray(), 1e-6);
  }
}
