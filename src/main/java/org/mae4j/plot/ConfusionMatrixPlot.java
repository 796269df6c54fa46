package org.mae4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.base.text.WrappedText;
import org.mae4j.plot.canvas.Drawing;
import org.mae4j.plot.canvas.PlotCanvas;

/**
 * A picture of a confusion matrix: one row per true class, one column per predicted class. Each cell shows its count if
 * there is room, and is shaded by its share of the row.
 */
public final class ConfusionMatrixPlot implements Drawing {
  /** The largest number of classes that is drawn: a picture of more takes more than 80 MB of memory. */
  public static final int MAX_CLASSES = 400;
  private static final Color FULL = new Color(0x08306B);
  private static final String LEGEND = "rows: true class, columns: predicted class, shade: share of the row";
  private static final Font HEADING = PlotCanvas.font(13);
  private static final int MARGIN = 12;
  private static final int LINE = 24;
  private static final int NAME_GAP = 6;
  /** Preferred side of the matrix in pixels; the minimum and the maximum size of a cell take precedence. */
  private static final int TARGET_SIDE = 720;
  private static final int MIN_CELL = 11;
  private static final int MAX_CELL = 56;
  /** Side of a cell below which counts are not readable. */
  private static final int MIN_CELL_WITH_COUNT = 24;
  private static final int MAX_NAME_LENGTH = 16;

  private final String title;
  private final List<String> names;
  private final int[][] counts;
  private final int side;
  private final Font nameFont;
  private final Rectangle matrix;

  /**
   * Creates a plot.
   *
   * @param title title above the matrix
   * @param classNames names of the classes, 1 to {@value #MAX_CLASSES}
   * @param counts confusion matrix {@code [true class][predicted class]}, values at least 0
   * @throws IllegalArgumentException if there is no class, or {@code counts} is not a square matrix of that size
   */
  public ConfusionMatrixPlot(String title, List<String> classNames, int[][] counts) {
    int classes = classNames.size();
    if (classes < 1 || counts.length != classes || Arrays.stream(counts).anyMatch(row -> row.length != classes)) {
      throw new IllegalArgumentException("counts must be a square matrix for " + classes + " classes, at least 1");
    }
    this.title = title;
    this.names = classNames.stream().map(name -> WrappedText.cut(name, MAX_NAME_LENGTH)).toList();
    this.counts = counts;
    this.side = Math.max(MIN_CELL, Math.min(MAX_CELL, TARGET_SIDE / classes));
    this.nameFont = PlotCanvas.font(Math.min(12, side - 2));
    int space = names.stream().mapToInt(name -> PlotCanvas.widthOf(name, nameFont)).max().orElseThrow() + NAME_GAP;
    this.matrix = new Rectangle(MARGIN + space, 2 * MARGIN + 2 * LINE + space, side * classes, side * classes);
  }

  @Override
  public int width() {
    int text = Math.max(PlotCanvas.widthOf(title, HEADING), PlotCanvas.widthOf(LEGEND, HEADING));
    return Math.max(matrix.x + matrix.width, text + MARGIN) + MARGIN;
  }

  @Override
  public int height() {
    return matrix.y + matrix.height + MARGIN;
  }

  @Override
  public void draw(PlotCanvas canvas) {
    canvas.text(title, new Rectangle(MARGIN, MARGIN, width(), LINE), 0, HEADING, PlotCanvas.INK);
    canvas.text(LEGEND, new Rectangle(MARGIN, MARGIN + LINE, width(), LINE), 0, HEADING, PlotCanvas.INK);
    for (int i = 0; i < counts.length; i++) {
      drawName(canvas, i);
      drawRow(canvas, i);
    }
  }

  /** Writes the name of a class beside its row and above its column. */
  private void drawName(PlotCanvas canvas, int index) {
    Rectangle cell = cell(index, index);
    int space = matrix.x - MARGIN - NAME_GAP;
    Rectangle beside = new Rectangle(MARGIN, cell.y, space, cell.height);
    Rectangle above = new Rectangle(cell.x, matrix.y - NAME_GAP - space, cell.width, space);
    canvas.text(names.get(index), beside, 1, nameFont, PlotCanvas.INK);
    canvas.upwards(names.get(index), above, 0, nameFont);
  }

  private void drawRow(PlotCanvas canvas, int row) {
    Font font = PlotCanvas.font(side < 40 ? 10 : 12);
    long total = Math.max(1, Arrays.stream(counts[row]).asLongStream().sum());
    for (int column = 0; column < counts.length; column++) {
      double share = (double) counts[row][column] / total;
      Rectangle cell = cell(row, column);
      canvas.fill(cell, shade(share));
      String count = NumberLabel.of((long) counts[row][column]);
      if (side >= MIN_CELL_WITH_COUNT && PlotCanvas.widthOf(count, font) <= cell.width - 2) {
        canvas.text(count, cell, 0.5, font, share > 0.5 ? Color.WHITE : PlotCanvas.INK);
      }
    }
  }

  /** Returns the area of a cell, without the line to the next cell. */
  Rectangle cell(int row, int column) {
    return new Rectangle(matrix.x + column * side, matrix.y + row * side, side - 1, side - 1);
  }

  /** Returns a color between white, for a share of 0, and the full color, for a share of 1. */
  static Color shade(double share) {
    return new Color(
        mixed(FULL.getRed(), share), mixed(FULL.getGreen(), share), mixed(FULL.getBlue(), share));
  }

  private static int mixed(int full, double share) {
    return (int) Math.round(255 + share * (full - 255));
  }
}
