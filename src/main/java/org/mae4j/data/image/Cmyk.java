package org.mae4j.data.image;

import java.awt.image.Raster;
import java.io.IOException;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.mae4j.data.image.file.JpegImageFile;

/**
 * JPEG files of cyan, magenta, yellow and black that store the amounts of ink. OpenCV takes all files of four inks for
 * those of Adobe's programs, which store 255 minus the amount.
 */
final class Cmyk {
  private static final int WHITE = 255;

  private Cmyk() {}

  /** Returns the image with one or three channels. */
  static Mat decode(JpegImageFile file, int channels) throws IOException {
    Raster inks = file.raster();
    int size = inks.getWidth() * inks.getHeight();
    int[] cmyk = inks.getPixels(0, 0, inks.getWidth(), inks.getHeight(), (int[]) null);
    byte[] pixels = new byte[3 * size];
    for (int i = 0; i < size; i++) {
      int light = WHITE - cmyk[4 * i + 3];
      for (int c = 0; c < 3; c++) {
        pixels[3 * i + c] = (byte) (((WHITE - cmyk[4 * i + 2 - c]) * light + WHITE / 2) / WHITE);
      }
    }
    Mat color = new Mat(pixels).reshape(3, inks.getHeight());
    if (channels == 3) {
      return color;
    }
    Mat gray = new Mat();
    opencv_imgproc.cvtColor(color, gray, opencv_imgproc.COLOR_BGR2GRAY);
    return gray;
  }
}
