package org.mae4j.plot;

import java.awt.Font;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.mae4j.config.ImageShape;

/**
 * A sheet of reconstructions with one row per image and four columns: the original, the masked input (masked patches are
 * gray), the prediction with the visible patches pasted in, and the prediction alone. The last two differ because the
 * loss does not include visible patches.
 *
 * @param shape shape of the images
 * @param patch side of a patch in pixels; divides height and width
 */
public record ReconstructionGrid(ImageShape shape, int patch) {
  /** Maximum length of the longer side of an enlarged image in pixels. */
  private static final int TARGET_SIDE = 128;
  /** Width that the headings need. */
  private static final int MIN_CELL_WIDTH = 100;
  private static final int GUTTER = 4;
  private static final int LINE = 22;
  private static final int GRAY = 0x808080;
  private static final List<String> HEADINGS = List.of("original", "masked input", "visible pasted", "prediction");

  /**
   * Writes the sheet as a PNG file.
   *
   * @throws IllegalArgumentException if the size of an image or a mask does not match {@link #shape} and {@link #patch}
   */
  public void write(List<Reconstruction> rows, String caption, Path file) throws IOException {
    PngFile.write(draw(rows, caption), file);
  }

  BufferedImage draw(List<Reconstruction> rows, String caption) {
    Font font = PlotCanvas.font(12);
    int captionWidth = PlotCanvas.widthOf(caption, font);
    int width = Math.max(cellLeft(HEADINGS.size()), captionWidth + 2 * GUTTER);
    try (PlotCanvas canvas = new PlotCanvas(width, corner(rows.size(), 0).y)) {
      canvas.text(caption, new Rectangle(GUTTER, 0, captionWidth, LINE), 0, font, PlotCanvas.INK);
      for (int column = 0; column < HEADINGS.size(); column++) {
        Rectangle heading = new Rectangle(cellLeft(column), LINE, cellWidth(), LINE);
        canvas.text(HEADINGS.get(column), heading, 0.5, font, PlotCanvas.INK);
      }
      for (int row = 0; row < rows.size(); row++) {
        drawRow(canvas, row, pictures(rows.get(row)));
      }
      return canvas.image();
    }
  }

  private void drawRow(PlotCanvas canvas, int row, List<BufferedImage> pictures) {
    for (int column = 0; column < pictures.size(); column++) {
      Point corner = corner(row, column);
      canvas.picture(pictures.get(column), corner.x, corner.y, scale());
    }
  }

  /** Returns the upper left corner of an image. */
  Point corner(int row, int column) {
    int indent = (cellWidth() - shape.width() * scale()) / 2;
    return new Point(cellLeft(column) + indent, 2 * LINE + row * (shape.height() * scale() + GUTTER));
  }

  private int cellLeft(int column) {
    return GUTTER + column * (cellWidth() + GUTTER);
  }

  private int cellWidth() {
    return Math.max(shape.width() * scale(), MIN_CELL_WIDTH);
  }

  /** Returns the enlargement factor. */
  int scale() {
    return Math.max(1, TARGET_SIDE / Math.max(shape.height(), shape.width()));
  }

  private List<BufferedImage> pictures(Reconstruction image) {
    requireFits(image);
    ImageRenderer pixels = new ImageRenderer(shape);
    IntUnaryOperator original = pixel -> pixels.rgb(image.original(), pixel);
    IntUnaryOperator prediction = pixel -> pixels.rgb(image.prediction(), pixel);
    IntPredicate masked = pixel -> image.masked()[patchOf(pixel)];
    return List.of(
        pixels.picture(original),
        pixels.picture(pixel -> masked.test(pixel) ? GRAY : original.applyAsInt(pixel)),
        pixels.picture(pixel -> (masked.test(pixel) ? prediction : original).applyAsInt(pixel)),
        pixels.picture(prediction));
  }

  private void requireFits(Reconstruction image) {
    int patches = shape.height() / patch * (shape.width() / patch);
    if (image.original().length != shape.size() || image.masked().length != patches) {
      throw new IllegalArgumentException("expected " + shape.size() + " values and " + patches
          + " patches, but found " + image.original().length + " and " + image.masked().length);
    }
  }

  private int patchOf(int pixel) {
    int row = pixel / shape.width() / patch;
    int column = pixel % shape.width() / patch;
    return row * (shape.width() / patch) + column;
  }
}
