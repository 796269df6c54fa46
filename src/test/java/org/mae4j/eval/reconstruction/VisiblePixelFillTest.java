package org.mae4j.eval.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ImageShape;

class VisiblePixelFillTest {
  private static final ImageShape SHAPE = new ImageShape(4, 6, 3);

  /** The first channel is linear in x and y, which solves Laplace's equation; the others are constant. */
  private static float[] image() {
    float[] image = new float[SHAPE.size()];
    for (int i = 0; i < 24; i++) {
      image[i] = 0.1f * (i % 6) - 0.2f * (i / 6);
      image[24 + i] = 0.5f;
      image[48 + i] = -1;
    }
    return image;
  }

  @Test
  void interpolationContinuesAPlaneIntoGaps() {
    boolean[] masked = new boolean[24];
    for (int i : new int[] {7, 8, 9, 13, 14, 16}) { // not at the border, where a plane has other neighbors
      masked[i] = true;
    }
    float[] filled = new VisiblePixelFill(SHAPE, masked).interpolation(covered(image(), masked));
    assertArrayEquals(image(), filled, 1e-3f);
  }

  @Test
  void oneVisiblePixelFillsTheWholeImage() {
    boolean[] masked = new boolean[24];
    Arrays.fill(masked, true);
    masked[15] = false;
    float[] filled = new VisiblePixelFill(SHAPE, masked).interpolation(covered(image(), masked));
    for (int i = 0; i < 24; i++) {
      assertEquals(image()[15], filled[i], 1e-3);
      assertEquals(0.5, filled[24 + i], 1e-3);
    }
  }

  /** Three channels are filled at once, until one of them is done: smaller values need fewer sweeps. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void channelsDoNotDependOnEachOther(int smallest) {
    boolean[] masked = new boolean[24];
    Arrays.fill(masked, 3, 21, true);
    Random random = new Random(1);
    float[] image = new float[SHAPE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat() / (i / 24 == smallest ? 40 : 1 + i / 24);
    }
    float[] filled = new VisiblePixelFill(SHAPE, masked).interpolation(image);
    for (int channel = 0; channel < 3; channel++) {
      float[] alone = Arrays.copyOfRange(image, channel * 24, channel * 24 + 24);
      assertArrayEquals(new VisiblePixelFill(new ImageShape(4, 6, 1), masked).interpolation(alone),
          Arrays.copyOfRange(filled, channel * 24, channel * 24 + 24));
    }
  }

  @Test
  void meanColorIsThatOfTheVisiblePixels() {
    boolean[] masked = new boolean[24];
    masked[0] = true;
    masked[23] = true;
    float[] filled = new VisiblePixelFill(SHAPE, masked).meanColor(covered(image(), masked));
    double mean = 0;
    for (int i = 1; i < 23; i++) {
      mean += image()[i] / 22;
      assertEquals(image()[i], filled[i]);
    }
    assertEquals(mean, filled[0], 1e-6);
    assertEquals(mean, filled[23], 1e-6);
    assertEquals(0.5, filled[24], 1e-6);
  }

  /** Returns the image with values in its masked pixels that must not be looked at. */
  private static float[] covered(float[] image, boolean[] masked) {
    float[] covered = image.clone();
    for (int i = 0; i < covered.length; i++) {
      covered[i] = masked[i % masked.length] ? 1e6f : covered[i];
    }
    return covered;
  }
}
