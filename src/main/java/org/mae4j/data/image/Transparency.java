package org.mae4j.data.image;

import org.bytedeco.javacpp.indexer.UByteRawIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Images of four channels: blue, green, red and alpha. */
final class Transparency {
  private static final int OPAQUE = 255;
  private static final double FROM_16_BITS = 1 / 257.0;

  private Transparency() {}

  /** Returns whether a pixel of an image is not opaque. */
  static boolean isIn(Mat image) {
    Mat alpha = new Mat();
    opencv_core.extractChannel(bytes(image), alpha, 3);
    return opencv_core.sumElems(alpha).get(0) < (double) OPAQUE * alpha.total();
  }

  /**
   * Returns an image on a background, of one or three channels.
   *
   * @param multiplied whether the colors are multiplied by alpha
   * @param background color, 0xRRGGBB
   */
  static Mat onBackground(Mat image, boolean multiplied, int background, int channels) {
    Mat bytes = bytes(image);
    try (UByteRawIndexer pixels = bytes.createIndexer()) {
      for (long i = 0; i < bytes.total() * 4; i += 4) {
        int alpha = pixels.getRaw(i + 3);
        for (int c = 0; c < 3; c++) {
          int behind = background >> (8 * c) & 0xFF;
          int before = pixels.getRaw(i + c) * (multiplied ? OPAQUE : alpha);
          pixels.putRaw(i + c, Math.min(OPAQUE, (before + behind * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE));
        }
      }
    }
    Mat opaque = new Mat();
    opencv_imgproc.cvtColor(bytes, opaque,
        channels == 1 ? opencv_imgproc.COLOR_BGRA2GRAY : opencv_imgproc.COLOR_BGRA2BGR);
    return opaque;
  }

  private static Mat bytes(Mat image) {
    Mat bytes = new Mat();
    image.convertTo(bytes, opencv_core.CV_8U, image.depth() == opencv_core.CV_16U ? FROM_16_BITS : 1, 0);
    return bytes;
  }
}
