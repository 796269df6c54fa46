package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;

/** Compares images that were fitted with values that are computed in another way. */
class ImageFittingTest {
  private static final int BACKGROUND = 0x204060;

  @ParameterizedTest
  @CsvSource({"64, 48, 16, 16", "61, 47, 16, 16", "47, 61, 16, 16", "61, 47, 12, 20", "100, 10, 8, 8"})
  void cropIsTheMeanOfAreasOfTheCenter(int width, int height, int targetWidth, int targetHeight) throws IOException {
    BufferedImage image = noise(width, height);
    double scale = Math.max((double) targetWidth / width, (double) targetHeight / height);
    int cropWidth = (int) Math.min(width, Math.round(targetWidth / scale));
    int cropHeight = (int) Math.min(height, Math.round(targetHeight / scale));
    BufferedImage center =
        image.getSubimage((width - cropWidth) / 2, (height - cropHeight) / 2, cropWidth, cropHeight);
    FittedImage fitted = fit(image, ImageFit.CROP, targetWidth, targetHeight);
    assertAreas(center, fitted, targetWidth, targetHeight);
    assertTrue(fitted.resized());
  }

  @Test
  void stretchUsesTheWholeImage() throws IOException {
    BufferedImage image = noise(53, 31);
    assertAreas(image, fit(image, ImageFit.STRETCH, 8, 24), 8, 24);
  }

  @ParameterizedTest
  @CsvSource({"60, 30, 0, 4", "30, 60, 4, 0"})
  void padKeepsTheWholeImageOnTheBackground(int width, int height, int left, int top) throws IOException {
    BufferedImage image = noise(width, height);
    FittedImage fitted = fit(image, ImageFit.PAD, 16, 16);
    int innerWidth = 16 - 2 * left;
    int innerHeight = 16 - 2 * top;
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        boolean inside = x >= left && x < 16 - left && y >= top && y < 16 - top;
        for (int c = 0; c < 3; c++) {
          double expected = inside
              ? mean(image, c, (double) width / innerWidth * (x - left), (double) width / innerWidth,
                  (double) height / innerHeight * (y - top), (double) height / innerHeight)
              : BACKGROUND >> 16 - 8 * c & 255;
          assertEquals(expected, Byte.toUnsignedInt(fitted.planes()[(c * 16 + y) * 16 + x]), inside ? 1 : 0);
        }
      }
    }
  }

  @Test
  void aSideThatShrinksIsAntialiasedWhileTheOtherGrows() throws IOException {
    BufferedImage stripes = new BufferedImage(64, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      stripes.setRGB(i % 64, i / 64, i % 2 == 0 ? 0xFFFFFF : 0);
    }
    for (byte value : fit(stripes, ImageFit.STRETCH, 8, 16).planes()) {
      assertEquals(127.5, Byte.toUnsignedInt(value), 1);
    }
  }

  /** Bicubic interpolation with a = -0.75, by its definition, of one row. */
  @Test
  void imagesGrowByBicubicInterpolation() throws IOException {
    int[] row = {10, 200, 40, 90, 250, 0, 120, 30};
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, row[i % 8] * 0x10101);
    }
    byte[] grown = fit(image, ImageFit.CROP, 20, 20).planes();
    for (int x = 0; x < 20; x++) {
      double place = (x + 0.5) * 8 / 20 - 0.5;
      double sum = 0;
      for (int i = (int) Math.floor(place) - 1; i <= (int) Math.floor(place) + 2; i++) {
        sum += row[Math.max(0, Math.min(7, i))] * cubic(Math.abs(place - i));
      }
      assertEquals(Math.max(0, Math.min(255, sum)), Byte.toUnsignedInt(grown[10 * 20 + x]), 1);
    }
  }

  private static double cubic(double t) {
    double a = -0.75;
    return t <= 1 ? ((a + 2) * t - (a + 3)) * t * t + 1 : a * (((t - 5) * t + 8) * t - 4);
  }

  @Test
  void anImageOfTheShapeKeepsItsValues() throws IOException {
    BufferedImage image = noise(16, 12);
    byte[] exact = fit(image, ImageFit.EXACT, 16, 12).planes();
    for (ImageFit fit : ImageFit.values()) {
      FittedImage same = fit(image, fit, 16, 12);
      assertArrayEquals(exact, same.planes());
      assertFalse(same.resized());
    }
    assertEquals(image.getRGB(3, 5) >> 8 & 255, Byte.toUnsignedInt(exact[12 * 16 + 5 * 16 + 3]));
  }

  @Test
  void exactRefusesAnotherSize() {
    String message = assertThrows(IOException.class, () -> fit(noise(16, 12), ImageFit.EXACT, 12, 16)).getMessage();
    assertEquals("expected an image of 12×16 pixels (width×height), found 16×12", message);
  }

  /** An image that is one pixel high must not become one of millions of pixels on the way. */
  @ParameterizedTest
  @CsvSource({"CROP", "PAD", "STRETCH"})
  void extremeShapesAreFitted(ImageFit fit) throws IOException {
    assertEquals(3 * 64 * 64, fit(noise(20_000, 1), fit, 64, 64).planes().length);
    assertEquals(3 * 64 * 64, fit(noise(1, 20_000), fit, 64, 64).planes().length);
    assertEquals(3 * 64 * 64, fit(noise(1, 1), fit, 64, 64).planes().length);
  }

  private static FittedImage fit(BufferedImage image, ImageFit fit, int width, int height) throws IOException {
    return new ImageFileReader(new ImageShape(height, width, 3), fit, BACKGROUND).fit(image);
  }

  private static void assertAreas(BufferedImage image, FittedImage fitted, int width, int height) {
    double stepX = (double) image.getWidth() / width;
    double stepY = (double) image.getHeight() / height;
    for (int i = 0; i < 3 * width * height; i++) {
      int x = i % width;
      int y = i / width % height;
      double expected = mean(image, i / width / height, x * stepX, stepX, y * stepY, stepY);
      assertEquals(expected, Byte.toUnsignedInt(fitted.planes()[i]), 1, "at " + x + ", " + y);
    }
  }

  /** Returns the mean of a channel over an area, of which pixels at its border have a part. */
  private static double mean(BufferedImage image, int channel, double left, double width, double top, double height) {
    double sum = 0;
    for (int y = (int) top; y < Math.min(image.getHeight(), top + height); y++) {
      for (int x = (int) left; x < Math.min(image.getWidth(), left + width); x++) {
        double part = overlap(x, left, width) * overlap(y, top, height);
        sum += part * (image.getRGB(x, y) >> 16 - 8 * channel & 255);
      }
    }
    return sum / (width * height);
  }

  private static double overlap(int pixel, double start, double length) {
    return Math.max(0, Math.min(pixel + 1, start + length) - Math.max(pixel, start));
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(width * 31L + height);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt(1 << 24));
    }
    return image;
  }
}
