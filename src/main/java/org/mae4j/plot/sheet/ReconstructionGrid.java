package org.mae4j.plot.sheet;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.mae4j.config.ImageShape;
import org.mae4j.model.patch.PatchGrid;
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
  private static final int GRAY = 0x808080;
  private static final List<String> HEADINGS = List.of("original", "masked", "reconstruction");

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
    return sheet().draw(caption, rows.size(), row -> pictures(rows.get(row)));
  }

  private PictureSheet sheet() {
    return new PictureSheet(shape, TARGET_SIDE, MIN_CELL_WIDTH, HEADINGS);
  }

  /** Returns the upper left corner of an image below the caption. */
  Point corner(int row, int column) {
    return sheet().corner(row, column);
  }

  /** Returns the enlargement factor. */
  int scale() {
    return sheet().scale();
  }

  private List<BufferedImage> pictures(Reconstruction image) {
    PatchGrid grid = new PatchGrid(shape, patch);
    requireFits(image, grid.patches());
    ImageRenderer pixels = new ImageRenderer(shape);
    IntUnaryOperator original = pixel -> pixels.rgb(image.original(), pixel);
    IntUnaryOperator prediction = pixel -> pixels.rgb(image.prediction(), pixel);
    IntPredicate masked = pixel -> image.masked()[grid.patchOf(pixel)];
    IntPredicate predicted = image.isMasked() ? masked : pixel -> true;
    return List.of(
        pixels.picture(original),
        pixels.picture(pixel -> masked.test(pixel) ? GRAY : original.applyAsInt(pixel)),
        pixels.picture(pixel -> (predicted.test(pixel) ? prediction : original).applyAsInt(pixel)));
  }

  private void requireFits(Reconstruction image, int patches) {
    if (image.original().length != shape.size() || image.masked().length != patches) {
      throw new IllegalArgumentException("expected " + shape.size() + " values and " + patches
          + " patches, but found " + image.original().length + " and " + image.masked().length);
    }
  }
}
