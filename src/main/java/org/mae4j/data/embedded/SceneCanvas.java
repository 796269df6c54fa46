package org.mae4j.data.embedded;

/** An image that is being drawn: three planes of 32 × 32 values, nominally in [0, 1]. */
final class SceneCanvas {
  static final int SIZE = 32;
  static final int AREA = SIZE * SIZE;

  private final double[] values = new double[3 * AREA];

  /** Draws {@code color} over a pixel with opacity {@code cover}, in [0, 1]. */
  void lay(int pixel, SceneColor color, double cover) {
    layValue(pixel, color.red(), cover);
    layValue(AREA + pixel, color.green(), cover);
    layValue(2 * AREA + pixel, color.blue(), cover);
  }

  private void layValue(int i, double value, double cover) {
    values[i] += cover * (value - values[i]);
  }

  SceneColor at(int pixel) {
    return new SceneColor(values[pixel], values[AREA + pixel], values[2 * AREA + pixel]);
  }

  /** Writes the planes as bytes 0…255 from {@code offset} on. */
  void copyTo(byte[] pixels, int offset) {
    for (int i = 0; i < values.length; i++) {
      pixels[offset + i] = (byte) Math.round(255 * Math.min(1, Math.max(0, values[i])));
    }
  }
}
