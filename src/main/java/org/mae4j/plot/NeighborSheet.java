package org.mae4j.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.mae4j.config.ImageShape;

/**
 * A sheet of small pictures without gaps: each row shows an image and its nearest neighbors. Images are reduced to
 * {@value #LARGEST_SIDE} pixels on their longer side if they are larger.
 *
 * @param shape shape of the images
 */
public record NeighborSheet(ImageShape shape) {
  private static final int LARGEST_SIDE = 96;

  /**
   * Writes the sheet as a PNG file.
   *
   * @param rows rows of the same number of images {@code [channel, row, column]} with pixels in [-1, 1]; at least one row
   */
  public void write(List<List<float[]>> rows, Path file) throws IOException {
    PngFile.write(draw(rows), file);
  }

  /** Returns the sheet. */
  public BufferedImage draw(List<List<float[]>> rows) {
    double scale = Math.min(1, (double) LARGEST_SIDE / Math.max(shape.height(), shape.width()));
    int width = Math.max(1, (int) (shape.width() * scale));
    int height = Math.max(1, (int) (shape.height() * scale));
    BufferedImage sheet =
        new BufferedImage(width * rows.get(0).size(), height * rows.size(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        BufferedImage picture = new ImageRenderer(shape).picture(rows.get(row).get(column));
        graphics.drawImage(picture, column * width, row * height, width, height, null);
      }
    }
    graphics.dispose();
    return sheet;
  }

  /**
   * Reads a sheet and returns its pictures as PNG, row by row.
   *
   * @throws IOException naming the file, if it cannot be read or is not a sheet of {@code rows} by {@code columns}
   */
  public static List<List<byte[]>> read(Path file, int rows, int columns) throws IOException {
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    if (sheet == null || sheet.getWidth() % columns != 0 || sheet.getHeight() % rows != 0) {
      throw new IOException(file + ": expected a picture of " + rows + " rows of " + columns + " images");
    }
    int width = sheet.getWidth() / columns;
    int height = sheet.getHeight() / rows;
    List<List<byte[]>> pictures = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<byte[]> line = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        line.add(PngFile.bytes(sheet.getSubimage(column * width, row * height, width, height)));
      }
      pictures.add(line);
    }
    return pictures;
  }
}
