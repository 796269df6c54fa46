package org.mae4j.data.augment;

import org.mae4j.config.ResizedCropConfig.Interpolation;

/**
 * The weights with which a row of pixels is enlarged. Each new pixel is a weighted mean of {@code taps} pixels around
 * its center; pixels outside of the row have no weight. A row is never made smaller, so it needs no antialiasing.
 *
 * @param taps number of pixels that a new pixel is computed from
 * @param positions index in the row of each pixel, {@code [size, taps]}
 * @param weights weight of each pixel, {@code [size, taps]}; those of a new pixel sum to 1
 */
record EnlargingFilter(int taps, int[] positions, float[] weights) {
  /** Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981. */
  private static final double A = -0.5;

  /**
   * @param length number of pixels, at least 1
   * @param size number of pixels of the enlarged row, at least {@code length}
   */
  static EnlargingFilter of(Interpolation interpolation, int length, int size) {
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
    return new EnlargingFilter(taps, positions, weights);
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
