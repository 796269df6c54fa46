package org.mae4j.data.folder;

import java.io.IOException;
import java.io.InputStream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.loader.NativeImageLoader;
import org.mae4j.config.ImageShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An image loader that refuses what DataVec's loader changes silently. That one resizes images, keeps OpenCV's order of
 * blue, green, red, and falls back to a second library (leptonica) for files that OpenCV cannot read.
 */
final class ExactImageLoader extends NativeImageLoader {
  private static final long serialVersionUID = 1L;
  private static final int JPEG_START = 0xFFD8;
  private static final int JPEG_END = 0xFFD9;

  ExactImageLoader(ImageShape shape) {
    super(shape.height(), shape.width(), shape.channels());
  }

  /** @throws IOException if the image is unreadable or does not have the loader's size */
  @Override
  public INDArray asMatrix(InputStream stream, boolean channelsFirst) throws IOException {
    try (Mat image = decode(stream)) {
      INDArray planes = asMatrix(image);
      return channelsFirst ? planes : planes.permute(0, 2, 3, 1);
    }
  }

  @Override
  public void asMatrixView(InputStream stream, INDArray view) throws IOException {
    try (Mat image = decode(stream)) {
      asMatrixView(image, view);
    }
  }

  private Mat decode(InputStream stream) throws IOException {
    byte[] bytes = stream.readAllBytes();
    requireComplete(bytes);
    int mode = channels == 1 ? opencv_imgcodecs.IMREAD_GRAYSCALE : opencv_imgcodecs.IMREAD_COLOR;
    try (Mat encoded = new Mat(bytes)) {
      Mat image = opencv_imgcodecs.imdecode(encoded, mode);
      requireSize(image);
      if (channels == 3) {
        opencv_imgproc.cvtColor(image, image, opencv_imgproc.COLOR_BGR2RGB);
      }
      return image;
    } catch (RuntimeException e) {
      throw new IOException("not a readable image", e);
    }
  }

  /** OpenCV fills the missing part of a truncated JPEG file with gray, but a complete file has an end marker. */
  private static void requireComplete(byte[] bytes) throws IOException {
    boolean complete = bytes.length > 0 && !hasMarker(bytes, 0, JPEG_START);
    for (int i = 0; i < bytes.length && !complete; i++) {
      complete = hasMarker(bytes, i, JPEG_END);
    }
    if (!complete) {
      throw new IOException(bytes.length == 0 ? "file is empty" : "JPEG file is truncated");
    }
  }

  private static boolean hasMarker(byte[] bytes, int at, int marker) {
    return at + 1 < bytes.length
        && (Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1])) == marker;
  }

  private void requireSize(Mat image) throws IOException {
    if (image.empty()) {
      throw new IOException("not a readable image");
    }
    if (image.rows() != height || image.cols() != width) {
      throw new IOException("expected an image of " + width + "×" + height + " pixels (width×height), found "
          + image.cols() + "×" + image.rows());
    }
  }
}
