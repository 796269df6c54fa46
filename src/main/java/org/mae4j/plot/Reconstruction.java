package org.mae4j.plot;

/**
 * An image and what the autoencoder made of it. The arrays are not copied.
 *
 * @param original {@code [channel, row, column]}, pixels in [-1, 1]
 * @param prediction of the whole image, in the same order and units; values outside [-1, 1] are drawn as the bounds
 * @param removed which patches the encoder did not see, row by row
 */
public record Reconstruction(float[] original, float[] prediction, boolean[] removed) {
  public Reconstruction {
    if (original.length != prediction.length) {
      throw new IllegalArgumentException(
          "original and prediction differ in size: " + original.length + " and " + prediction.length);
    }
  }
}
