package org.mae4j.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Draws images of four colors, red, green, blue and yellow by quarter, and encodes them as cameras and programs do. */
public final class Photographs {
  /** Colors of the quarters by row, 0xRRGGBB. */
  static final int[] COLORS = {0xE02010, 0x10C030, 0x2040D0, 0xE0D020};
  private static final int PNG_HEADER_END = 33;
  private static final int TIFF_ENTRIES = 9;

  private Photographs() {}

  /** @param type type of {@link BufferedImage} */
  public static BufferedImage draw(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xFF000000 | COLORS[2 * (2 * y / height) + 2 * x / width]);
      }
    }
    return image;
  }

  public static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  /** Returns a JPEG file of the best quality. */
  public static byte[] jpeg(BufferedImage image) throws IOException {
    return jpeg(new IIOImage(image, null, null));
  }

  /** Returns a JPEG file of four inks, which stores their amounts as they are. */
  static byte[] cmyk(int width, int height) throws IOException {
    return jpeg(new IIOImage(inks(width, height, 0), null, null));
  }

  /** Returns a JPEG file of four inks as Adobe's programs write it: 255 minus the amounts. */
  public static byte[] adobeCmyk(int width, int height) throws IOException {
    byte[] jpeg = jpeg(new IIOImage(inks(width, height, 255), null, null));
    byte[] marker = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    return ByteBuffer.allocate(jpeg.length + marker.length).put(jpeg, 0, 2).put(marker).put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static Raster inks(int width, int height, int inverted) {
    BufferedImage image = draw(width, height, BufferedImage.TYPE_INT_RGB);
    WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
    for (int i = 0; i < width * height; i++) {
      int rgb = image.getRGB(i % width, i / width);
      int[] cmyk = {255 - (rgb >> 16 & 255), 255 - (rgb >> 8 & 255), 255 - (rgb & 255), 0};
      for (int c = 0; c < 4; c++) {
        raster.setSample(i % width, i / width, c, inverted == 0 ? cmyk[c] : inverted - cmyk[c]);
      }
    }
    return raster;
  }

  private static byte[] jpeg(IIOImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam best = writer.getDefaultWriteParam();
      best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      best.setCompressionQuality(1);
      writer.setOutput(out);
      writer.write(null, image, best);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * Encodes an image with OpenCV.
   *
   * @param format ending such as {@code .webp}
   * @param alpha value of the fourth channel, or -1 for none
   * @param depth 8 or 16 bits per value
   */
  public static byte[] openCv(BufferedImage image, String format, int alpha, int depth) {
    int channels = alpha < 0 ? 3 : 4;
    byte[] pixels = new byte[image.getWidth() * image.getHeight() * channels];
    for (int i = 0; i < pixels.length / channels; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      for (int c = 0; c < channels; c++) {
        pixels[i * channels + c] = (byte) (c == 3 ? alpha : rgb >> 8 * c);
      }
    }
    try (Mat bytes = new Mat(pixels).reshape(channels, image.getHeight());
        Mat mat = new Mat();
        BytePointer encoded = new BytePointer();
        IntPointer lossless = new IntPointer(64, 101)) {
      bytes.convertTo(mat, depth == 16 ? opencv_core.CV_16U : opencv_core.CV_8U, depth == 16 ? 257 : 1, 0);
      opencv_imgcodecs.imencode(format, mat, encoded, format.equals(".webp") ? lossless : new IntPointer());
      byte[] file = new byte[(int) encoded.limit()];
      encoded.get(file);
      return file;
    }
  }

  /** Returns a PNG file with a further chunk after its header. */
  static byte[] withChunk(byte[] png, String type, byte[] data) {
    byte[] typed = ByteBuffer.allocate(4 + data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data).array();
    CRC32 sum = new CRC32();
    sum.update(typed);
    return ByteBuffer.allocate(png.length + typed.length + 8).put(png, 0, PNG_HEADER_END).putInt(data.length).put(typed)
        .putInt((int) sum.getValue()).put(png, PNG_HEADER_END, png.length - PNG_HEADER_END).array();
  }

  /** Returns a simple WebP file in the extended format, with metadata. */
  static byte[] withExif(byte[] webp, int width, int height, boolean alpha, byte[] exif) {
    ByteBuffer file = ByteBuffer.allocate(webp.length + 18 + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(webp, 0, 4).putInt(file.capacity() - 8).put(webp, 8, 4);
    file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(alpha ? 0x18 : 8);
    file.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    file.put(webp, 12, webp.length - 12);
    return file.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif).array();
  }

  /** Returns an animation of one image of a simple WebP file. */
  static byte[] animated(byte[] webp, int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(webp.length + 18 + 14 + 24).order(ByteOrder.LITTLE_ENDIAN);
    file.put(webp, 0, 4).putInt(file.capacity() - 8).put(webp, 8, 4);
    file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(2);
    file.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    file.put("ANIM".getBytes(StandardCharsets.US_ASCII)).putInt(6).putInt(0).putShort((short) 0);
    file.put("ANMF".getBytes(StandardCharsets.US_ASCII)).putInt(16 + webp.length - 12).put(new byte[6]);
    file.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0).putInt(100);
    return file.put(webp, 12, webp.length - 12).array();
  }

  /** Returns an uncompressed TIFF file whose directory is before its pixels. @param bits 8 or 16 per value */
  static byte[] tiff(BufferedImage image, int orientation, int bits) {
    int width = image.getWidth();
    int bytes = width * image.getHeight() * 3 * bits / 8;
    int depths = 8 + 2 + TIFF_ENTRIES * 12 + 4;
    ByteBuffer file = ByteBuffer.allocate(depths + 6 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) TIFF_ENTRIES);
    int[][] entries = {{256, 4, 1, width}, {257, 4, 1, image.getHeight()}, {258, 3, 3, depths}, {259, 3, 1, 1},
        {262, 3, 1, 2}, {273, 4, 1, depths + 6}, {274, 3, 1, orientation}, {277, 3, 1, 3}, {279, 4, 1, bytes}};
    for (int[] entry : entries) {
      file.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]).putInt(entry[3]);
    }
    file.putInt(0).putShort((short) bits).putShort((short) bits).putShort((short) bits);
    for (int i = 0; i < width * image.getHeight(); i++) {
      int rgb = image.getRGB(i % width, i / width);
      for (int c = 16; c >= 0; c -= 8) {
        file.put((byte) (rgb >> c));
        if (bits == 16) {
          file.put((byte) (rgb >> c));
        }
      }
    }
    return file.array();
  }
}
