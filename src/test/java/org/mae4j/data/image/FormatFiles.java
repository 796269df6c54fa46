package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;

/** Files of all formats, whose quarters have the colors {@link Photographs#COLORS}. */
final class FormatFiles {
  static final int WIDTH = 48;
  static final int HEIGHT = 32;
  static final BufferedImage RGB = Photographs.draw(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  /** File by name of the format. */
  static final Map<String, byte[]> FILES = files();

  private FormatFiles() {}

  private static Map<String, byte[]> files() {
    try {
      Map<String, byte[]> files = new TreeMap<>();
      for (String format : new String[] {"png", "bmp", "gif", "tiff"}) {
        files.put(format, Photographs.encode(RGB, format));
      }
      BufferedImage palette = Photographs.draw(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED);
      files.put("png of a palette", Photographs.encode(palette, "png"));
      files.put("bmp of a palette", Photographs.encode(palette, "bmp"));
      files.put("tiff of a palette", Photographs.encode(palette, "tiff"));
      files.put("jpeg", Photographs.jpeg(RGB));
      files.put("jpeg of inks", Photographs.cmyk(WIDTH, HEIGHT));
      files.put("jpeg of inverted inks", Photographs.adobeCmyk(WIDTH, HEIGHT));
      files.put("png of 16 bits", Photographs.openCv(RGB, ".png", -1, 16));
      files.put("png of 16 bits with alpha", Photographs.openCv(RGB, ".png", 255, 16));
      files.put("tiff of 16 bits", Photographs.tiff(RGB, 1, 16));
      files.put("tiff by hand", Photographs.tiff(RGB, 1, 8));
      files.put("webp", Photographs.openCv(RGB, ".webp", -1, 8));
      files.put("webp with alpha", Photographs.openCv(RGB, ".webp", 255, 8));
      return files;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a reader of images with three channels. @param background color behind transparent pixels, 0xRRGGBB */
  static ImageFileReader reader(int height, int width, ImageFit fit, int background) {
    return new ImageFileReader(new ImageShape(height, width, 3), fit, background);
  }

  /** @param quarters number of the drawn color at the top left, top right, bottom left and bottom right */
  static void assertColors(FittedImage image, int width, int height, int... quarters) {
    for (int q = 0; q < 4; q++) {
      int found = color(image, width, height, width / 4 + (q % 2) * width / 2, height / 4 + q / 2 * height / 2);
      int wanted = Photographs.COLORS[quarters[q]];
      for (int shift = 0; shift < 24; shift += 8) {
        // The palette of Java has colors in steps of 51.
        assertEquals(wanted >> shift & 255, found >> shift & 255, 26,
            () -> String.format("quarter %06x, found %06x", wanted, found));
      }
    }
  }

  /** Returns the color of a pixel, 0xRRGGBB. */
  static int color(FittedImage image, int width, int height, int x, int y) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      rgb = rgb << 8 | Byte.toUnsignedInt(image.planes()[c * width * height + y * width + x]);
    }
    return rgb;
  }
}
