package org.mae4j.plot.sheet;

/**
 * An image and its reconstruction. The arrays are not copied.
 *
 * @param original image {@code [channel, row, column]} with pixels in [-1, 1]
 * @param prediction prediction of all pixels, in the same layout; values outside [-1, 1] are clipped when drawn
 * @param masked whether each patch is masked, row by row
 */
public record Reconstruction(float[] original, float[] prediction, boolean[] masked) {
  public Reconstruction {
    if (original.length != prediction.length) {
      throw new IllegalArgumentException(
          "original and prediction differ in size: " + original.length + " and " + prediction.length);
    }
  }

  /** Returns whether any patch is masked. */
  boolean isMasked() {
    for (boolean patch : masked) {
      if (patch) {
        return true;
      }
    }
    return false;
  }
}
