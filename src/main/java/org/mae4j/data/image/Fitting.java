package org.mae4j.data.image;

import java.io.IOException;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;

/**
 * Gives images of any size one shape.
 *
 * @param background color beside padded images, 0xRRGGBB
 */
record Fitting(ImageShape shape, ImageFit fit, int background) {

  boolean isFitting(Mat image) {
    return image.rows() == shape.height() && image.cols() == shape.width();
  }

  /**
   * Returns an image of the shape, whose rows are contiguous.
   *
   * @param image of one or three channels, 8 bits per value
   */
  Mat apply(Mat image) {
    if (isFitting(image)) {
      return image;
    }
    return switch (fit) {
      case CROP -> resized(center(image), shape.width(), shape.height());
      case PAD -> padded(image);
      case STRETCH, EXACT -> resized(image, shape.width(), shape.height());
    };
  }

  /** @throws IOException if an image has another size and may not be resized */
  void require(Mat image, boolean turned) throws IOException {
    if (fit == ImageFit.EXACT && !isFitting(image)) {
      throw new IOException("expected an image of " + shape.width() + "×" + shape.height()
          + " pixels (width×height), found " + image.cols() + "×" + image.rows()
          + (turned ? " after its EXIF orientation was applied" : ""));
    }
  }

  /** Returns the largest centered part that has the ratio of width to height of the shape, in whole pixels. */
  private Mat center(Mat image) {
    double scale = Math.max((double) shape.width() / image.cols(), (double) shape.height() / image.rows());
    int width = side(shape.width() / scale, image.cols());
    int height = side(shape.height() / scale, image.rows());
    return new Mat(image, new Rect((image.cols() - width) / 2, (image.rows() - height) / 2, width, height));
  }

  private Mat padded(Mat image) {
    double scale = Math.min((double) shape.width() / image.cols(), (double) shape.height() / image.rows());
    Mat inner = resized(image, side(image.cols() * scale, shape.width()), side(image.rows() * scale, shape.height()));
    int left = (shape.width() - inner.cols()) / 2;
    int top = (shape.height() - inner.rows()) / 2;
    Mat padded = new Mat();
    opencv_core.copyMakeBorder(inner, padded, top, shape.height() - inner.rows() - top, left,
        shape.width() - inner.cols() - left, opencv_core.BORDER_CONSTANT, border());
    return padded;
  }

  private Scalar border() {
    int blue = background & 0xFF;
    int green = background >> 8 & 0xFF;
    int red = background >> 16 & 0xFF;
    // Luma of ITU-R BT.601, as OpenCV's.
    return shape.channels() == 1 ? new Scalar(Math.round(0.299 * red + 0.587 * green + 0.114 * blue))
        : new Scalar(blue, green, red, 0);
  }

  private static int side(double length, int most) {
    return (int) Math.max(1, Math.min(most, Math.round(length)));
  }

  /**
   * Returns an image of the given size. First sides shrink by means of areas, which is antialiased; then sides grow by
   * bicubic interpolation. OpenCV does neither well if one side shrinks while the other grows.
   */
  private static Mat resized(Mat image, int width, int height) {
    Mat small = resized(image, Math.min(width, image.cols()), Math.min(height, image.rows()),
        opencv_imgproc.INTER_AREA);
    return resized(small, width, height, opencv_imgproc.INTER_CUBIC);
  }

  private static Mat resized(Mat image, int width, int height, int interpolation) {
    if (image.cols() == width && image.rows() == height) {
      return image.isContinuous() ? image : image.clone();
    }
    Mat resized = new Mat();
    opencv_imgproc.resize(image, resized, new Size(width, height), 0, 0, interpolation);
    return resized;
  }
}
