package org.mae4j.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;

/** Reads files whose colors are known, because the test drew them. */
class ImageFormatsTest {
  private static final int WIDTH = 48;
  private static final int HEIGHT = 32;
  private static final BufferedImage RGB = Photographs.draw(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private static final BufferedImage ARGB = Photographs.draw(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
  private static final Map<String, byte[]> FILES = files();

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

  static Stream<String> names() {
    return FILES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void colorsAreThoseThatWereDrawn(String name) throws IOException {
    FittedImage image = reader(HEIGHT, WIDTH, ImageFit.EXACT, 0xFFFFFF).read(FILES.get(name));
    assertColors(image, WIDTH, HEIGHT, 0, 1, 2, 3);
    assertEquals(Set.of(), image.changes());
  }

  @ParameterizedTest
  @MethodSource("names")
  void grayIsTheLuma(String name) throws IOException {
    byte[] gray =
        new ImageFileReader(new ImageShape(HEIGHT, WIDTH, 1), ImageFit.EXACT, 0).read(FILES.get(name)).planes();
    int rgb = Photographs.COLORS[0];
    double luma = 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
    assertEquals(luma, Byte.toUnsignedInt(gray[WIDTH * 5 + 5]), name.contains("palette") ? 12 : 3);
  }

  /** Quarters of the upright image by orientation: which stored quarter is at the top left, top right and so on. */
  private static final int[][] TURNED = {{0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1}, {0, 2, 1, 3},
      {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}};

  static Stream<Integer> orientations() {
    return IntStream.rangeClosed(1, 8).boxed();
  }

  /** Bytes of metadata up to the end of the first directory. */
  private static final int FIRST_DIRECTORY = 22;

  @ParameterizedTest
  @MethodSource("orientations")
  void orientationIsApplied(int orientation) throws IOException {
    byte[] exif = JpegFiles.exif(orientation);
    Map<String, byte[]> files = Map.of(
        "jpeg", JpegFiles.withExif(FILES.get("jpeg"), exif),
        "jpeg of inks", JpegFiles.withExif(FILES.get("jpeg of inks"), exif),
        "png", Photographs.withChunk(FILES.get("png"), "eXIf", exif),
        "png with alpha", Photographs.withChunk(Photographs.encode(ARGB, "png"), "eXIf", exif),
        "webp", Photographs.withExif(FILES.get("webp"), WIDTH, HEIGHT, false, exif),
        "webp with alpha", Photographs.withExif(FILES.get("webp with alpha"), WIDTH, HEIGHT, true, exif),
        "webp with the prefix of JPEG files", Photographs.withExif(FILES.get("webp"), WIDTH, HEIGHT, false,
            ArrayUtils.addAll(new byte[] {'E', 'x', 'i', 'f', 0, 0}, exif)),
        "jpeg whose thumbnail is cut off", JpegFiles.withExif(FILES.get("jpeg"), Arrays.copyOf(exif, FIRST_DIRECTORY)),
        "tiff", Photographs.tiff(RGB, orientation, 8),
        "tiff of 16 bits", Photographs.tiff(RGB, orientation, 16));
    int width = orientation > 4 ? HEIGHT : WIDTH;
    int height = orientation > 4 ? WIDTH : HEIGHT;
    ImageFileReader reader = reader(height, width, ImageFit.EXACT, 0);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      try {
        FittedImage image = reader.read(file.getValue());
        assertColors(image, width, height, TURNED[orientation - 1]);
        assertEquals(orientation != 1, image.turned());
      } catch (IOException | AssertionError e) {
        throw new AssertionError(file.getKey(), e);
      }
    }
  }

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

  @ParameterizedTest
  @MethodSource("names")
  void aFileThatEndsEarlyIsRefused(String name) {
    byte[] whole = FILES.get(name);
    ImageFileReader reader = reader(HEIGHT, WIDTH, ImageFit.CROP, 0);
    for (int length = 1; length < whole.length; length += Math.max(1, whole.length / 61)) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> reader.read(cut), name + " of " + cut.length + "/" + whole.length);
    }
    byte[] last = Arrays.copyOf(whole, whole.length - 1);
    boolean padding = name.startsWith("tiff") && !name.contains("16") && !name.contains("hand");
    if (!padding) {
      assertThrows(IOException.class, () -> reader.read(last));
    }
  }

  /** Files of some hundred bytes whose headers promise more than a gigapixel. */
  @Test
  void aSizeOfTooManyPixelsIsRefusedBeforeItIsDecoded() {
    int side = 0xEA60;
    byte[] webp = Photographs.withExif(FILES.get("webp"), side, side, false, JpegFiles.exif(1));
    Map<String, byte[]> bombs = Map.of("webp", webp, "bmp",
        little(FILES.get("bmp")).putInt(18, side).putInt(22, side).putInt(30, 1).putInt(34, 9).array(),
        "png", ByteBuffer.wrap(FILES.get("png").clone()).putInt(16, side).putInt(20, side).array(),
        "tiff", little(FILES.get("tiff by hand")).putInt(18, side).putInt(30, side).array(),
        "gif", withSize(FILES.get("gif"), new byte[] {0x2C, 0, 0, 0, 0}, 0, side),
        "jpeg", withSize(FILES.get("jpeg"), new byte[] {-1, (byte) 0xC0}, 3, 0xEAEA));
    for (Map.Entry<String, byte[]> bomb : bombs.entrySet()) {
      String message = assertThrows(IOException.class,
          () -> reader(8, 8, ImageFit.CROP, 0).read(bomb.getValue())).getMessage();
      String size = bomb.getKey().equals("jpeg") ? "60138×60138" : "60000×60000";
      assertEquals("image has " + size + " pixels; at most 200 million are read", message, bomb.getKey());
    }
  }

  private static ByteBuffer little(byte[] file) {
    return ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns a file with a size of 16 bits each some bytes after the first place where it has {@code mark}. */
  private static byte[] withSize(byte[] file, byte[] mark, int gap, int side) {
    int at = 0;
    while (!Arrays.equals(file, at, at + mark.length, mark, 0, mark.length)) {
      at++;
    }
    return little(file).putShort(at + mark.length + gap, (short) side)
        .putShort(at + mark.length + gap + 2, (short) side)
        .array();
  }

  @Test
  void anAnimationIsReadByItsFirstImage() throws IOException {
    byte[] still = FILES.get("webp");
    byte[] animated = Photographs.animated(still, WIDTH, HEIGHT);
    assertColors(reader(HEIGHT, WIDTH, ImageFit.EXACT, 0).read(animated), WIDTH, HEIGHT, 0, 1, 2, 3);
  }

  private static ImageFileReader reader(int height, int width, ImageFit fit, int background) {
    return new ImageFileReader(new ImageShape(height, width, 3), fit, background);
  }

  private static void assertColors(FittedImage image, int width, int height, int... quarters) {
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

  private static int color(FittedImage image, int width, int height, int x, int y) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      rgb = rgb << 8 | Byte.toUnsignedInt(image.planes()[c * width * height + y * width + x]);
    }
    return rgb;
  }
}
