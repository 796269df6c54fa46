package org.mae4j.plot.sheet;

import java.awt.Color;
import java.awt.Font;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntFunction;
import org.mae4j.config.ImageShape;
import org.mae4j.plot.canvas.ImageCanvas;
import org.mae4j.plot.canvas.PlotCanvas;

/**
 * A sheet with a caption, a heading above each column, and rows of enlarged pictures. It has no background, so that it
 * fits on a light and on a dark page.
 *
 * @param shape shape of the pictures
 * @param targetSide maximum length of the longer side of an enlarged picture in pixels
 * @param minCellWidth width that the headings need, in pixels
 */
record PictureSheet(ImageShape shape, int targetSide, int minCellWidth, List<String> headings) {
  /** A gray that can be read on white as well as on black. */
  static final Color TEXT = new Color(0x7A7A7A);
  private static final int GUTTER = 4;
  private static final int LINE = 22;
  private static final Font FONT = PlotCanvas.font(12);

  /** @param pictures returns the pictures of a row */
  BufferedImage draw(List<String> caption, int rows, IntFunction<List<BufferedImage>> pictures) {
    int captionWidth = caption.stream().mapToInt(line -> PlotCanvas.widthOf(line, FONT)).max().orElse(0);
    int width = Math.max(left(headings.size()), captionWidth + 2 * GUTTER);
    int head = caption.size() * LINE;
    try (ImageCanvas canvas = ImageCanvas.transparent(width, head + corner(rows, 0).y)) {
      for (int line = 0; line < caption.size(); line++) {
        canvas.text(caption.get(line), new Rectangle(GUTTER, line * LINE, captionWidth, LINE), 0, FONT, TEXT);
      }
      for (int column = 0; column < headings.size(); column++) {
        canvas.text(headings.get(column), new Rectangle(left(column), head, cellWidth(), LINE), 0.5, FONT, TEXT);
      }
      for (int row = 0; row < rows; row++) {
        drawRow(canvas, head, row, pictures.apply(row));
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

  /** Returns the upper left corner of a picture below the caption. */
  Point corner(int row, int column) {
    int indent = (cellWidth() - shape.width() * scale()) / 2;
    return new Point(left(column) + indent, LINE + row * (shape.height() * scale() + GUTTER));
  }

  private int left(int column) {
    return GUTTER + column * (cellWidth() + GUTTER);
  }

  private int cellWidth() {
    return Math.max(shape.width() * scale(), minCellWidth);
  }

  /** Returns the enlargement factor. */
  int scale() {
    return Math.max(1, targetSide / Math.max(shape.height(), shape.width()));
  }
}
