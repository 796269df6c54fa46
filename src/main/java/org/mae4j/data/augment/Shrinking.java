package org.mae4j.data.augment;

import java.util.Arrays;
import org.mae4j.config.ImageShape;

/**
 * Makes images smaller: a new pixel is the mean of the area that it covers, which is antialiased. Safe for use by several
 * threads.
 */
public final class Shrinking {
  private final ImageShape from;
  private final ImageShape to;
  private final ResizingFilter rows;
  private final ResizingFilter columns;

  /**
   * @param from shape of the images
   * @param to shape of the smaller images, with sides at most those of {@code from} and as many channels
   */
  public Shrinking(ImageShape from, ImageShape to) {
    this.from = from;
    this.to = to;
    this.rows = ResizingFilter.area(from.width(), to.width());
    this.columns = ResizingFilter.area(from.height(), to.height());
  }

  /**
   * Writes the smaller images.
   *
   * @param images {@code [B, C, H, W]} of the first shape; not changed
   * @param smaller {@code [B, C, H, W]} of the second shape
   */
  public void apply(float[] images, float[] smaller) {
    int plane = from.height() * from.width();
    float[] low = new float[from.width()];
    for (int row = 0; row < smaller.length / to.width(); row++) {
      shrinkColumns(images, row / to.height() * plane, row % to.height(), low);
      shrinkRow(low, smaller, row * to.width());
    }
  }

  /** Computes row {@code y} of a plane that has its new height and its old width. */
  private void shrinkColumns(float[] images, int plane, int y, float[] low) {
    Arrays.fill(low, 0);
    for (int tap = y * columns.taps(); tap < (y + 1) * columns.taps(); tap++) {
      float weight = columns.weights()[tap];
      int first = plane + columns.positions()[tap] * low.length;
      for (int x = 0; x < low.length; x++) {
        low[x] += weight * images[first + x];
      }
    }
  }

  private void shrinkRow(float[] low, float[] smaller, int to) {
    int[] positions = rows.positions();
    float[] weights = rows.weights();
    int x = to;
    for (int i = 0; i < weights.length; x++) {
      float sum = 0;
      for (int end = i + rows.taps(); i < end; i++) {
        sum += weights[i] * low[positions[i]];
      }
      smaller[x] = sum;
    }
  }
}
