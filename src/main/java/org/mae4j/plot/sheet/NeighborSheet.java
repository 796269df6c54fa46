package org.mae4j.plot.sheet;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.mae4j.base.text.WrappedText;
import org.mae4j.config.ImageShape;
import org.mae4j.plot.canvas.ImageCanvas;
import org.mae4j.plot.canvas.PlotCanvas;
import org.mae4j.plot.canvas.PngFile;

/**
 * A sheet of images with labels: each row shows a test image and its nearest training images. Images are enlarged or
 * reduced to about {@value #SIDE} pixels on their longer side. The sheet has no background, like that of
 * reconstructions.
 *
 * @param shape shape of the images
 * @param query heading of the first column
 * @param neighbors heading of the other columns
 */
public record NeighborSheet(ImageShape shape, String query, String neighbors) {
  private static final int SIDE = 96;
  private static final int CELL = 124;
  private static final int LINE = 20;
  private static final int GUTTER = 4;
  private static final int MAX_NAME = 12;
  private static final Font FONT = PlotCanvas.font(11);
  /** An orange that can be read on white as well as on black. */
  private static final Color OTHER = new Color(0xC45500);

  /** Creates a sheet of test images and training images. */
  public NeighborSheet(ImageShape shape) {
    this(shape, "test image", "nearest training images, with the cosine similarity; ≠ another class");
  }

  /**
   * An image of the sheet.
   *
   * @param pixels image {@code [channel, row, column]} with pixels in [-1, 1]
   * @param name name of its class
   * @param note text after the name; may be empty
   * @param other whether its class differs from that of the test image, which is marked by ≠
   */
  public record SheetTile(float[] pixels, String name, String note, boolean other) {
    private String label() {
      return ((other ? "≠ " : "") + WrappedText.cut(name, MAX_NAME) + " " + note).strip();
    }
  }

  /** Writes the sheet as a PNG file. @param rows rows of the same number of images, the test image first */
  public void write(List<List<SheetTile>> rows, Path file) throws IOException {
    PngFile.write(draw(rows), file);
  }

  /** Returns the sheet. */
  public BufferedImage draw(List<List<SheetTile>> rows) {
    int columns = rows.get(0).size();
    try (ImageCanvas canvas = ImageCanvas.transparent(width(columns), height(rows.size()))) {
      canvas.text(query, new Rectangle(0, 0, CELL, LINE), 0.5, FONT, PictureSheet.TEXT);
      canvas.text(neighbors,
          new Rectangle(CELL + GUTTER, 0, width(columns), LINE), 0, FONT, PictureSheet.TEXT);
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < columns; column++) {
          draw(canvas, rows.get(row).get(column), area(row, column));
        }
      }
      return canvas.image();
    }
  }

  private void draw(ImageCanvas canvas, SheetTile tile, Rectangle area) {
    BufferedImage picture = new ImageRenderer(shape).picture(tile.pixels());
    if (scale() >= 1) {
      canvas.picture(picture, area.x, area.y, (int) scale());
    } else {
      canvas.reduced(picture, area);
    }
    Rectangle below = new Rectangle(area.x + area.width / 2, area.y + area.height, 0, LINE);
    canvas.text(tile.label(), below, 0.5, FONT, tile.other() ? OTHER : PictureSheet.TEXT);
  }

  /** Returns the factor by which images are enlarged, a whole number, or reduced. */
  private double scale() {
    double scale = (double) SIDE / Math.max(shape.height(), shape.width());
    return scale >= 1 ? Math.floor(scale) : scale;
  }

  private int width(int columns) {
    return columns * CELL + GUTTER;
  }

  private int height(int rows) {
    return area(rows, 0).y;
  }

  /** Returns the place of an image. */
  private Rectangle area(int row, int column) {
    int width = Math.max(1, (int) (shape.width() * scale()));
    int height = Math.max(1, (int) (shape.height() * scale()));
    int left = column * CELL + (column > 0 ? GUTTER : 0) + (CELL - width) / 2;
    return new Rectangle(left, LINE + row * (height + LINE), width, height);
  }

  /**
   * Reads a sheet and returns its pictures as PNG, row by row. A sheet of an older version has no labels.
   *
   * @throws IOException naming the file, if it cannot be read or is not a sheet of {@code rows} by {@code columns}
   */
  public List<List<byte[]>> read(Path file, int rows, int columns) throws IOException {
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    boolean labeled = sheet != null && sheet.getWidth() == width(columns) && sheet.getHeight() == height(rows);
    if (sheet == null || !labeled && (sheet.getWidth() % columns != 0 || sheet.getHeight() % rows != 0)) {
      throw new IOException(file + ": expected a picture of " + rows + " rows of " + columns + " images");
    }
    int width = sheet.getWidth() / columns;
    int height = sheet.getHeight() / rows;
    List<List<byte[]>> pictures = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<byte[]> line = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        Rectangle area =
            labeled ? area(row, column) : new Rectangle(column * width, row * height, width, height);
        line.add(PngFile.bytes(sheet.getSubimage(area.x, area.y, area.width, area.height)));
      }
      pictures.add(line);
    }
    return pictures;
  }
}
