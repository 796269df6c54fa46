package org.mae4j.data.image.file;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A JPEG file (ITU-T T.81, annex B): segments of a marker, a length and data, then the coded image.
 *
 * @param components number of values per pixel: 1 (gray), 3 (color) or 4 (inks)
 * @param isAdobe whether one of Adobe's programs wrote the file; its inks are stored as 255 minus the amount
 */
public record JpegImageFile(byte[] content, long width, long height, int components, int orientation, boolean isAdobe)
    implements ImageFile {
  private static final int INKS = 4;
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);

  /** @throws IndexOutOfBoundsException if the file ends before the size of its image */
  static JpegImageFile read(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content);
    int orientation = Exif.UPRIGHT;
    boolean adobe = false;
    int at = marker(content, 2);
    while (!isFrame(content[at])) {
      int length = Short.toUnsignedInt(file.getShort(at + 1));
      ByteBuffer data = file.slice(at + 3, length - 2);
      orientation = Exif.isPrefixed(data) ? Exif.orientation(data) : orientation;
      adobe |= startsWith(data, ADOBE);
      at = marker(content, at + 1 + length);
    }
    return new JpegImageFile(content, Short.toUnsignedInt(file.getShort(at + 6)),
        Short.toUnsignedInt(file.getShort(at + 4)),
        file.get(at + 8), orientation, adobe);
  }

  /** Returns the position of the next marker, without the bytes 0xFF before it. */
  private static int marker(byte[] content, int start) {
    int at = start;
    while (content[at] != -1 || content[at + 1] == -1 || content[at + 1] == 0) {
      at++;
    }
    return at + 1;
  }

  /** Returns whether a marker starts a frame: 0xC0 to 0xCF without those of tables and extensions. */
  private static boolean isFrame(byte marker) {
    int value = Byte.toUnsignedInt(marker);
    return value >= 0xC0 && value <= 0xCF && value != 0xC4 && value != 0xC8 && value != 0xCC;
  }

  private static boolean startsWith(ByteBuffer data, byte[] name) {
    return data.limit() >= name.length && data.slice(0, name.length).equals(ByteBuffer.wrap(name));
  }

  @Override
  public ImageType type() {
    return ImageType.JPEG;
  }

  /** Returns whether the file stores amounts of ink as they are. */
  public boolean isPlainCmyk() {
    return components == INKS && !isAdobe;
  }

  /** Returns the values of all pixels as they are stored, cyan, magenta, yellow and black for a file of four inks. */
  public Raster raster() throws IOException {
    return JpegDecoding.raster(content);
  }

  @Override
  public boolean isComplete() {
    return !JpegDecoding.isTruncated(content);
  }
}
