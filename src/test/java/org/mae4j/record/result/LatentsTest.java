package org.mae4j.record.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ImageShape;
import org.mae4j.plot.sheet.NeighborSheet;
import org.mae4j.plot.sheet.NeighborSheet.SheetTile;

class LatentsTest {
  @TempDir
  private Path directory;

  @Test
  void readBackAsWritten() throws IOException {
    Path file = directory.resolve("latents.json");
    assertEquals(Optional.empty(), Latents.read(file));
    Latents latents = new Latents(List.of(0.5, 0.25), List.of(new Latents.ProjectedImage(7, 1, -0.1f, 2.5f)),
        List.of(new Latents.Query(7, 1, List.of(new Latents.RecordedNeighbor(3, 0, 0.9f)))));
    latents.write(file);
    assertEquals(Optional.of(latents), Latents.read(file));
  }

  @Test
  void reportsFileWithOtherContent() throws IOException {
    Path file = directory.resolve("latents.json");
    for (String text : List.of("{", "[]", "{\"explained\": [1]}", "{\"other\": 1}")) {
      Files.writeString(file, text);
      IOException error = assertThrows(IOException.class, () -> Latents.read(file), text);
      assertTrue(error.getMessage().startsWith(file + ": not the latents of a run: "), error.getMessage());
      assertEquals(1, error.getMessage().lines().count(), error.getMessage());
    }
  }

  /** Two rows of three images of one color each, 2 wide and 1 high. */
  @Test
  void splitsSheetsIntoTheirImages() throws IOException {
    Path file = directory.resolve("sheet.png");
    NeighborSheet sheet = new NeighborSheet(new ImageShape(1, 2, 1));
    sheet.write(List.of(List.of(gray(0), gray(1), gray(2)), List.of(gray(3), gray(4), gray(5))), file);
    assertPictures(96, sheet.read(file, 2, 3));
    assertThrows(IOException.class, () -> sheet.read(file, 2, 5));
  }

  /** Sheets of older versions have neither labels nor gaps, and do not enlarge images. */
  @Test
  void sheetsWithoutLabelsAreCutToo() throws IOException {
    Path file = directory.resolve("sheet.png");
    BufferedImage sheet = new BufferedImage(6, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 12; i++) {
      sheet.setRGB(i % 6, i / 6, 40 * (i / 2) * 0x010101);
    }
    ImageIO.write(sheet, "png", file.toFile());
    assertPictures(2, new NeighborSheet(new ImageShape(1, 2, 1)).read(file, 2, 3));
  }

  private static void assertPictures(int width, List<List<byte[]>> pictures) throws IOException {
    for (int i = 0; i < 6; i++) {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(pictures.get(i / 3).get(i % 3)));
      assertEquals(width, picture.getWidth());
      assertEquals(40 * i, picture.getRGB(width - 1, 0) & 0xFF);
    }
  }

  @Test
  void largeImagesAreReduced() {
    BufferedImage drawn = new NeighborSheet(new ImageShape(100, 200, 1))
        .draw(List.of(List.of(new SheetTile(new float[20_000], "cat", "", false))));
    assertEquals(0x80, drawn.getRGB(62, 44) & 0xFF);
    assertEquals(20 + 48 + 20, drawn.getHeight());
  }

  /** Labels are drawn below the images; that of another class has another color. */
  @Test
  void imagesHaveLabels() {
    BufferedImage drawn = new NeighborSheet(new ImageShape(1, 2, 1)).draw(List.of(List.of(gray(0),
        new SheetTile(new float[2], "dog", "0.91", true))));
    int[] below = drawn.getRGB(0, 20 + 48, drawn.getWidth(), 20, null, 0, drawn.getWidth());
    assertTrue(hasInk(below, 0, pixel -> red(pixel) == blue(pixel)), "the name of the test image");
    assertTrue(hasInk(below, 128, pixel -> red(pixel) > 2 * blue(pixel)), "the name of another class");
    assertTrue(Arrays.stream(below).anyMatch(pixel -> pixel == 0), "no background");
  }

  private static boolean hasInk(int[] row, int from, IntPredicate color) {
    int width = row.length / 20;
    return IntStream.range(0, row.length).filter(i -> i % width >= from && i % width < from + 120).map(i -> row[i])
        .anyMatch(pixel -> pixel >>> 24 > 0x80 && color.test(pixel));
  }

  private static int red(int pixel) {
    return pixel >> 16 & 0xFF;
  }

  private static int blue(int pixel) {
    return pixel & 0xFF;
  }

  private static SheetTile gray(int step) {
    float value = 40 * step / 127.5f - 1;
    return new SheetTile(new float[] {value, value}, "cat", "", false);
  }
}
