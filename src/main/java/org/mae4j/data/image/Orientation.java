package org.mae4j.data.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The orientation of EXIF: which side of the stored image is up. */
final class Orientation {
  private static final int BOTH_AXES = -1;
  private static final int VERTICAL = 0;
  private static final int HORIZONTAL = 1;

  private Orientation() {}

  /**
   * Returns an image as its orientation shows it.
   *
   * @param orientation value of the EXIF tag 0x0112, in [1, 8]; 1 is upright
   */
  static Mat apply(int orientation, Mat image) {
    return switch (orientation) {
      case 2 -> flipped(image, HORIZONTAL);
      case 3 -> flipped(image, BOTH_AXES);
      case 4 -> flipped(image, VERTICAL);
      case 5 -> transposed(image);
      case 6 -> flipped(transposed(image), HORIZONTAL);
      case 7 -> flipped(transposed(image), BOTH_AXES);
      case 8 -> flipped(transposed(image), VERTICAL);
      default -> image;
    };
  }

  private static Mat flipped(Mat image, int axis) {
    Mat flipped = new Mat();
    opencv_core.flip(image, flipped, axis);
    return flipped;
  }

  private static Mat transposed(Mat image) {
    Mat transposed = new Mat();
    opencv_core.transpose(image, transposed);
    return transposed;
  }
}
