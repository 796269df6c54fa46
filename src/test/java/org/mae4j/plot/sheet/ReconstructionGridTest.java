package org.mae4j.plot.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ImageShape;
import org.mae4j.plot.canvas.PlotCanvas;

class ReconstructionGridTest {
  private static final int GRAY = 0x808080;
  /** Images of height 4 and width 8; patches of 2 by 2 pixels form a grid of 2 by 4. */
  private static final ImageShape SHAPE = new ImageShape(4, 8, 3);
  private static final ReconstructionGrid GRID = new ReconstructionGrid(SHAPE, 2);

  @TempDir
  Path directory;

  /** Returns an image whose red is the row, whose green is the column, and whose blue is {@code blue}, in 0 … 255. */
  private static float[] image(int blue) {
    float[] values = new float[SHAPE.size()];
    for (int pixel = 0; pixel < 32; pixel++) {
      values[pixel] = pixel / 8 / 127.5f - 1;
      values[32 + pixel] = pixel % 8 / 127.5f - 1;
      values[64 + pixel] = blue / 127.5f - 1;
    }
    return values;
  }

  private static int rgb(int row, int column, int blue) {
    return row << 16 | column << 8 | blue;
  }

  /** Returns the color of a pixel of an image in a column of the sheet. */
  private static int shown(BufferedImage sheet, int gridColumn, int row, int column) {
    Point corner = GRID.corner(0, gridColumn);
    int half = GRID.scale() / 2;
    return sheet.getRGB(corner.x + column * GRID.scale() + half, corner.y + row * GRID.scale() + half) & 0xFFFFFF;
  }

  @Test
  void columnsMatchTheirHeadings() throws IOException {
    boolean[] masked = new boolean[8];
    masked[5] = true;
    Path file = directory.resolve("grid.png");
    GRID.write(List.of(new Reconstruction(image(10), image(200), masked)), List.of(), file);
    BufferedImage sheet = ImageIO.read(file.toFile());
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 8; column++) {
        boolean isMasked = row >= 2 && column >= 2 && column < 4;
        assertEquals(rgb(row, column, 10), shown(sheet, 0, row, column));
        assertEquals(isMasked ? GRAY : rgb(row, column, 10), shown(sheet, 1, row, column));
        assertEquals(rgb(row, column, isMasked ? 200 : 10), shown(sheet, 2, row, column));
      }
    }
  }

  /** The sheet fits on a light and on a dark page. */
  @Test
  void theSheetHasNoBackground() {
    BufferedImage sheet =
        GRID.draw(List.of(new Reconstruction(image(0), image(0), new boolean[8])), List.of("epoch 1"));
    assertEquals(0, sheet.getRGB(sheet.getWidth() - 1, 0), "transparent");
    assertEquals(0xFF, sheet.getRGB(sheet.getWidth() - 8, sheet.getHeight() - 8) >>> 24, "the last image is not");
  }

  @Test
  void pixelsAreEnlargedAsSquares() {
    assertEquals(4, new ReconstructionGrid(new ImageShape(32, 32, 3), 4).scale());
    assertEquals(1, new ReconstructionGrid(new ImageShape(224, 224, 3), 16).scale());
    assertEquals(16, GRID.scale());
    BufferedImage sheet = GRID.draw(List.of(new Reconstruction(image(0), image(0), new boolean[8])), List.of());
    Point corner = GRID.corner(0, 0);
    assertEquals(rgb(0, 0, 0), sheet.getRGB(corner.x + 15, corner.y + 15) & 0xFFFFFF);
    assertEquals(rgb(1, 1, 0), sheet.getRGB(corner.x + 16, corner.y + 16) & 0xFFFFFF);
  }

  @Test
  void theSizeOfTheSheetDependsOnImagesAndCaption() {
    Reconstruction row = new Reconstruction(image(0), image(0), new boolean[8]);
    BufferedImage one = GRID.draw(List.of(row), List.of());
    BufferedImage two = GRID.draw(List.of(row, row), List.of());
    BufferedImage captioned = GRID.draw(List.of(row), List.of("masked MSE 0.0123 ".repeat(20), "gray: masked"));
    assertEquals(4 + 3 * (128 + 4), one.getWidth());
    assertEquals(one.getHeight() + 4 * 16 + 4, two.getHeight());
    assertEquals(one.getHeight() + 2 * 22, captioned.getHeight());
    assertEquals(PlotCanvas.widthOf("masked MSE 0.0123 ".repeat(20), PlotCanvas.font(12)) + 8, captioned.getWidth());
  }

  @Test
  void grayImagesAreGrayAndPredictionsAreClipped() {
    ReconstructionGrid grid = new ReconstructionGrid(new ImageShape(2, 2, 1), 2);
    float[] original = {-1, 1, 0.003921569f, 0};
    float[] prediction = {-3, 3, -1, 1};
    BufferedImage sheet = grid.draw(List.of(new Reconstruction(original, prediction, new boolean[1])), List.of());
    Point first = grid.corner(0, 0);
    Point last = grid.corner(0, 2);
    assertEquals(0x000000, sheet.getRGB(first.x, first.y) & 0xFFFFFF);
    assertEquals(0xFFFFFF, sheet.getRGB(first.x + grid.scale(), first.y) & 0xFFFFFF);
    assertEquals(0x808080, sheet.getRGB(first.x, first.y + grid.scale()) & 0xFFFFFF);
    assertEquals(0x000000, sheet.getRGB(last.x, last.y) & 0xFFFFFF);
    assertEquals(0xFFFFFF, sheet.getRGB(last.x + grid.scale(), last.y) & 0xFFFFFF);
  }

  @Test
  void imagesOfAnotherShapeAreRejected() {
    float[] small = new float[12];
    assertThrows(IllegalArgumentException.class,
        () -> GRID.draw(List.of(new Reconstruction(small, small, new boolean[8])), List.of()));
    assertThrows(IllegalArgumentException.class,
        () -> GRID.draw(List.of(new Reconstruction(image(0), image(0), new boolean[7])), List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Reconstruction(image(0), small, new boolean[8]));
  }
}
