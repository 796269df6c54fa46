package org.mae4j.data.image.file;

import java.nio.ByteBuffer;

/**
 * A PNG file (W3C PNG, third edition): a list of chunks of a length, a type, data and a checksum.
 *
 * @param transparentGray whether the image is of shades of gray, one of which is transparent
 */
public record PngImageFile(byte[] content, long width, long height, int orientation, boolean transparentGray)
    implements ImageFile {
  private static final int SIGNATURE = 8;
  private static final int WIDTH = 16;
  private static final int HEIGHT = 20;
  private static final int COLOR_TYPE = 25;
  private static final int GRAY = 0;
  private static final int TRANSPARENCY = 0x74524E53;
  private static final int END = 0x49454E44;
  private static final int EXIF = 0x65584966;

  /** @throws IndexOutOfBoundsException if the list of chunks has no end */
  static PngImageFile read(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content);
    int orientation = Exif.UPRIGHT;
    boolean transparent = false;
    int type = 0;
    for (int at = SIGNATURE; type != END;) {
      int length = file.getInt(at);
      type = file.getInt(at + Integer.BYTES);
      ByteBuffer data = file.slice(at + 2 * Integer.BYTES, length);
      at = at + 2 * Integer.BYTES + length + Integer.BYTES;
      // The last byte of the checksum.
      file.get(at - 1);
      orientation = type == EXIF ? Exif.orientation(data) : orientation;
      transparent |= type == TRANSPARENCY;
    }
    return new PngImageFile(content, Integer.toUnsignedLong(file.getInt(WIDTH)),
        Integer.toUnsignedLong(file.getInt(HEIGHT)), orientation, transparent && file.get(COLOR_TYPE) == GRAY);
  }

  @Override
  public ImageType type() {
    return ImageType.PNG;
  }
}
