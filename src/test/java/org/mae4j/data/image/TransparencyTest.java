package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.data.image.FormatFiles.FILES;
import static org.mae4j.data.image.FormatFiles.HEIGHT;
import static org.mae4j.data.image.FormatFiles.RGB;
import static org.mae4j.data.image.FormatFiles.WIDTH;
import static org.mae4j.data.image.FormatFiles.color;
import static org.mae4j.data.image.FormatFiles.reader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ImageFit;

/** Reads files with pixels that show the background. */
class TransparencyTest {
  @Test
  void transparentPixelsHaveTheBackground() throws IOException {
    BufferedImage clear = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0xFF000000); // no encoder of GIF files knows images without a color
    byte[] key = {0, (byte) 0xE0, 0, 0x20, 0, 0x10};
    Map<String, byte[]> files = Map.of(
        "png", Photographs.openCv(RGB, ".png", 0, 8),
        "png of 16 bits", Photographs.openCv(RGB, ".png", 0, 16),
        "webp", Photographs.openCv(RGB, ".webp", 0, 8),
        "tiff", Photographs.encode(clear, "tiff"),
        "gif", Photographs.encode(clear, "gif"),
        "png with a transparent color", Photographs.withChunk(FILES.get("png"), "tRNS", key));
    ImageFileReader reader = reader(HEIGHT, WIDTH, ImageFit.EXACT, 0x102030);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      FittedImage image = reader.read(file.getValue());
      assertEquals(0x102030, color(image, WIDTH, HEIGHT, WIDTH / 4, HEIGHT / 4), file.getKey());
      assertTrue(image.composited(), file.getKey());
    }
  }

  @Test
  void aHalfTransparentColorIsMixedWithTheBackground() throws IOException {
    BufferedImage half = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      half.setRGB(i % WIDTH, i / WIDTH, 0x80FF0040);
    }
    Map<String, byte[]> files = Map.of("png", Photographs.encode(half, "png"), "tiff", Photographs.encode(half, "tiff"),
        "webp", Photographs.openCv(half, ".webp", 128, 8));
    ImageFileReader reader = reader(HEIGHT, WIDTH, ImageFit.EXACT, 0xFFFFFF);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      int color = color(reader.read(file.getValue()), WIDTH, HEIGHT, WIDTH / 4, HEIGHT / 4);
      int[] expected = {255, 127, 159};
      for (int c = 0; c < 3; c++) {
        assertEquals(expected[c], color >> (16 - 8 * c) & 255, 1, file.getKey());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void aTransparentShadeOfGrayHasTheBackground(int type) throws IOException {
    BufferedImage gray = new BufferedImage(WIDTH, HEIGHT, type);
    gray.getRaster().setSample(0, 0, 0, 200);
    byte[] black = {0, 0};
    byte[] file = Photographs.withChunk(Photographs.encode(gray, "png"), "tRNS", black);
    FittedImage image = reader(HEIGHT, WIDTH, ImageFit.EXACT, 0x102030).read(file);
    assertEquals(0x102030, color(image, WIDTH, HEIGHT, 1, 0));
    assertTrue(image.composited());
  }
}
