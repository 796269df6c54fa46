package org.mae4j.data.image;

import java.io.IOException;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.mae4j.data.image.file.ImageFile;
import org.mae4j.data.image.file.ImageType;
import org.mae4j.data.image.file.JpegImageFile;
import org.mae4j.data.image.file.PngImageFile;
import org.mae4j.data.image.file.TiffImageFile;

/**
 * Decodes image files with OpenCV, and corrects what OpenCV changes silently: it drops transparency, and it knows the
 * EXIF orientation of some formats only. The native memory of the results belongs to the caller's scope.
 *
 * @param channels 1 (gray) or 3 (blue, green, red)
 * @param background color behind transparent pixels, 0xRRGGBB
 */
record ImageDecoder(int channels, int background) {

  /**
   * A decoded image.
   *
   * @param image 8 bits per value, as many channels as the decoder has
   * @param turned whether its EXIF orientation turned or mirrored it
   * @param composited whether it had transparent pixels
   */
  record Decoded(Mat image, boolean turned, boolean composited) {}

  /** @throws IOException if the image is unreadable */
  Decoded decode(ImageFile file) throws IOException {
    Mat encoded = new Mat(isDecodedByJava(file) ? FirstFrame.png(file) : file.content());
    Mat stored = stored(file, encoded);
    if (stored.empty()) {
      throw new IOException("not a readable image");
    }
    boolean composited = stored.channels() == 4 && Transparency.isIn(stored);
    Mat opaque = stored.channels() == 4
        ? Transparency.onBackground(stored, isMultiplied(file, stored), background, channels) : stored;
    // OpenCV turns TIFF images, and only those, whatever it is asked for.
    Mat upright = file.type() == ImageType.TIFF ? opaque : Orientation.apply(file.orientation(), opaque);
    return new Decoded(upright, file.orientation() != 1, composited);
  }

  /** OpenCV decodes no GIF files, and drops the transparent shade of gray PNG files. */
  private static boolean isDecodedByJava(ImageFile file) {
    return file.type() == ImageType.GIF || file instanceof PngImageFile png && png.transparentGray();
  }

  /** Returns whether alpha is in the colors already. OpenCV has libtiff multiply the colors of 8 bits. */
  private static boolean isMultiplied(ImageFile file, Mat stored) {
    return file instanceof TiffImageFile tiff && (stored.depth() == opencv_core.CV_8U || tiff.associatedAlpha());
  }

  /** Returns an image of blue, green, red and alpha, or of this decoder's channels; empty if it is unreadable. */
  private Mat stored(ImageFile file, Mat encoded) throws IOException {
    if (file instanceof JpegImageFile jpeg) {
      return jpeg.isPlainCmyk() ? Cmyk.decode(jpeg, channels) : decoded(encoded);
    }
    Mat unchanged = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_UNCHANGED);
    boolean done = unchanged.channels() == 4 || unchanged.type() == opencv_core.CV_8UC(channels);
    return done ? unchanged : decoded(encoded);
  }

  private Mat decoded(Mat encoded) {
    return opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION
        | (channels == 1 ? opencv_imgcodecs.IMREAD_GRAYSCALE : opencv_imgcodecs.IMREAD_COLOR));
  }
}
