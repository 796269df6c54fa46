package org.mae4j.plot;

import java.awt.Color;
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
import org.mae4j.plot.canvas.ImageCanvas;
import org.mae4j.plot.canvas.PlotCanvas;
import org.mae4j.plot.canvas.PngFile;

/**
 * A sheet of reconstructions with one row per image and three columns: the original, the masked input (masked patches are
 * gray), and the reconstruction. The reconstruction has the visible patches of the original, because the loss does not
 * include them and their prediction is noise; only if nothing is masked, it is the prediction of all patches. The sheet
 * has no background, so that it fits on a light and on a dark page.
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
  private static final List<String> HEADINGS = List.of("original", "masked", "reconstruction");
  private static final Font FONT = PlotCanvas.font(12);
  /** A gray that can be read on white as well as on black. */
  static final Color TEXT = new Color(0x7A7A7A);

  /**
   * Writes the sheet as a PNG file.
   *
   * @param caption lines above the images
   * @throws IllegalArgumentException if the size of an image or a mask does not match {@link #shape} and {@link #patch}
   */
  public void write(List<Reconstruction> rows, List<String> caption, Path file) throws IOException {
    PngFile.write(draw(rows, caption), file);
  }

  BufferedImage draw(List<Reconstruction> rows, List<String> caption) {
    int captionWidth = caption.stream().mapToInt(line -> PlotCanvas.widthOf(line, FONT)).max().orElse(0);
    int width = Math.max(cellLeft(HEADINGS.size()), captionWidth + 2 * GUTTER);
    int head = caption.size() * LINE;
    try (ImageCanvas canvas = ImageCanvas.transparent(width, head + corner(rows.size(), 0).y)) {
      for (int line = 0; line < caption.size(); line++) {
        canvas.text(caption.get(line), new Rectangle(GUTTER, line * LINE, captionWidth, LINE), 0, FONT, TEXT);
      }
      for (int column = 0; column < HEADINGS.size(); column++) {
        canvas.text(HEADINGS.get(column), new Rectangle(cellLeft(column), head, cellWidth(), LINE), 0.5, FONT, TEXT);
      }
      for (int row = 0; row < rows.size(); row++) {
        drawRow(canvas, head, row, pictures(rows.get(row)));
      }
      return canvas.image();
    }
  }

  private void drawRow(ImageCanvas canvas, int head, int row, List<BufferedImage> pictures) {
    for (int column = 0; column < pictures.size(); column++) {
      Point corner = corner(row, column);
      canvas.picture(pictures.get(column), corner.x, head + corner.y, scale());
    }
  }

  /** Returns the upper left corner of an image below the caption. */
  Point corner(int row, int column) {
    int indent = (cellWidth() - shape.width() * scale()) / 2;
    return new Point(cellLeft(column) + indent, LINE + row * (shape.height() * scale() + GUTTER));
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
    IntPredicate predicted = image.isMasked() ? masked : pixel -> true;
    return List.of(
        pixels.picture(original),
        pixels.picture(pixel -> masked.test(pixel) ? GRAY : original.applyAsInt(pixel)),
        pixels.picture(pixel -> (predicted.test(pixel) ? prediction : original).applyAsInt(pixel)));
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
