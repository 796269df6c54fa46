package org.mae4j.data.folder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bytedeco.javacpp.indexer.UByteRawIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.mae4j.config.DataConfig;

/**
 * Decodes image files of one shape with OpenCV, and refuses or corrects what OpenCV changes silently: truncated JPEG
 * files, which it fills with gray; transparency, which it drops; and its order of blue, green, red. EXIF orientation is
 * applied.
 *
 * @param config has the shape of the images, and the background of transparent ones
 */
record ImageDecoder(DataConfig config) {
  private static final int OPAQUE = 255;
  private static final double FROM_16_BITS = 1 / 257.0;

  /**
   * Returns the planes of an image, [C, H, W], one byte per value.
   *
   * @param file content of a PNG, JPEG, BMP, GIF, TIFF or WebP file; of an animation, the first image is decoded
   * @throws IOException if the image is unreadable or has another size
   */
  byte[] decode(byte[] file) throws IOException {
    if (file.length == 0) {
      throw new IOException("file is empty");
    }
    JpegCheck.requireComplete(file);
    try (Mat encoded = new Mat(isGif(file) ? png(file) : file);
        Mat image = JpegCheck.isJpeg(file) ? decoded(encoded) : withoutAlpha(encoded)) {
      requireSize(image, encoded);
      return planes(image);
    } catch (RuntimeException e) {
      throw new IOException("not a readable image", e);
    }
  }

  private static boolean isGif(byte[] file) {
    return file.length > 3 && file[0] == 'G' && file[1] == 'I' && file[2] == 'F' && file[3] == '8';
  }

  /** Returns a GIF file, which OpenCV does not decode, as a PNG file. */
  private static byte[] png(byte[] gif) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    // In memory: ImageIO puts streams of its own into temporary files.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(gif))), "png", out);
    }
    return png.toByteArray();
  }

  /** Returns an image of bytes, gray or in OpenCV's order; empty if it is unreadable. */
  private Mat withoutAlpha(Mat encoded) {
    Mat stored = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_UNCHANGED);
    if (stored.channels() == 4) {
      return opaque(stored);
    }
    stored.close();
    return decoded(encoded);
  }

  private Mat decoded(Mat encoded) {
    return opencv_imgcodecs.imdecode(encoded,
        config.image().channels() == 1 ? opencv_imgcodecs.IMREAD_GRAYSCALE : opencv_imgcodecs.IMREAD_COLOR);
  }

  /** Returns an image with transparency, blue, green, red and alpha, on the background; closes {@code stored}. */
  private Mat opaque(Mat stored) {
    try (stored; Mat bytes = new Mat()) {
      stored.convertTo(bytes, opencv_core.CV_8U, stored.depth() == opencv_core.CV_16U ? FROM_16_BITS : 1, 0);
      int background = config.backgroundColor();
      try (UByteRawIndexer pixels = bytes.createIndexer()) {
        for (long i = 0; i < bytes.total() * 4; i += 4) {
          int alpha = pixels.getRaw(i + 3);
          for (int c = 0; c < 3; c++) {
            int behind = background >> (8 * c) & 0xFF;
            pixels.putRaw(i + c, (pixels.getRaw(i + c) * alpha + behind * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE);
          }
        }
      }
      Mat opaque = new Mat();
      opencv_imgproc.cvtColor(bytes, opaque,
          config.image().channels() == 1 ? opencv_imgproc.COLOR_BGRA2GRAY : opencv_imgproc.COLOR_BGRA2BGR);
      return opaque;
    }
  }

  private void requireSize(Mat image, Mat encoded) throws IOException {
    if (image.empty()) {
      throw new IOException("not a readable image");
    }
    if (image.rows() != config.image().height() || image.cols() != config.image().width()) {
      throw new IOException("expected an image of " + config.image().width() + "×" + config.image().height()
          + " pixels (width×height), found " + image.cols() + "×" + image.rows() + turned(image, encoded));
    }
  }

  /** Returns what explains a size that differs from the one that other programs show. */
  private static String turned(Mat image, Mat encoded) {
    int asStored = opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    try (Mat stored = opencv_imgcodecs.imdecode(encoded, asStored)) {
      return stored.rows() == image.rows() ? ""
          : ", after its EXIF orientation turned it from " + stored.cols() + "×" + stored.rows();
    }
  }

  private byte[] planes(Mat image) {
    int channels = image.channels();
    int size = image.rows() * image.cols();
    byte[] planes = new byte[channels * size];
    try (UByteRawIndexer pixels = image.createIndexer()) {
      for (int i = 0; i < size; i++) {
        for (int c = 0; c < channels; c++) {
          planes[(channels - 1 - c) * size + i] = (byte) pixels.getRaw((long) i * channels + c);
        }
      }
    }
    return planes;
  }
}
