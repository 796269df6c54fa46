package org.mae4j.data.augment;

import org.mae4j.config.training.ResizedCropConfig.Interpolation;

/**
 * The weights with which a row of pixels is resized. Each new pixel is a weighted mean of {@code taps} pixels around its
 * center; pixels outside of the row have no weight.
 *
 * @param taps number of pixels that a new pixel is computed from
 * @param positions index in the row of each pixel, {@code [size, taps]}
 * @param weights weight of each pixel, {@code [size, taps]}; those of a new pixel sum to 1
 */
record ResizingFilter(int taps, int[] positions, float[] weights) {
  /** Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981. */
  private static final double A = -0.5;

  /**
   * Returns a filter that makes a row smaller: a new pixel is the mean of the length that it covers, which is
   * antialiased.
   *
   * @param length number of pixels, at least 1
   * @param size number of pixels of the new row, at most {@code length}
   */
  static ResizingFilter area(int length, int size) {
    int taps = (length + size - 2) / size + 1;
    int[] positions = new int[size * taps];
    float[] weights = new float[size * taps];
    for (int i = 0; i < size; i++) {
      for (int tap = 0; tap < taps; tap++) {
        int at = i * length / size + tap;
        // In units of 1/size of a pixel, so that the numbers are whole.
        int covered = Math.min((at + 1) * size, (i + 1) * length) - Math.max(at * size, i * length);
        positions[i * taps + tap] = Math.min(length - 1, at);
        weights[i * taps + tap] = Math.max(0, covered) / (float) length;
      }
    }
    return new ResizingFilter(taps, positions, weights);
  }

  /**
   * Returns a filter that enlarges a row, which needs no antialiasing.
   *
   * @param length number of pixels, at least 1
   * @param size number of pixels of the enlarged row, at least {@code length}
   */
  static ResizingFilter enlarging(Interpolation interpolation, int length, int size) {
    int support = interpolation == Interpolation.BICUBIC ? 2 : 1;
    int taps = 2 * support;
    int[] positions = new int[size * taps];
    float[] weights = new float[size * taps];
    for (int i = 0; i < size; i++) {
      double center = (i + 0.5) * length / size;
      int first = (int) Math.floor(center - support + 0.5);
      double[] tapWeights = new double[taps];
      double sum = 0;
      for (int tap = 0; tap < taps; tap++) {
        int at = first + tap;
        positions[i * taps + tap] = Math.max(0, Math.min(length - 1, at));
        tapWeights[tap] = at < 0 || at >= length ? 0 : weight(interpolation, Math.abs(at + 0.5 - center));
        sum += tapWeights[tap];
      }
      for (int tap = 0; tap < taps; tap++) {
        weights[i * taps + tap] = (float) (tapWeights[tap] / sum);
      }
    }
    return new ResizingFilter(taps, positions, weights);
  }

  private static double weight(Interpolation interpolation, double distance) {
    if (interpolation == Interpolation.BILINEAR) {
      return Math.max(0, 1 - distance);
    } else if (distance < 1) {
      return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
    }
    return distance < 2 ? ((distance - 5) * distance + 8) * distance * A - 4 * A : 0;
  }
}
