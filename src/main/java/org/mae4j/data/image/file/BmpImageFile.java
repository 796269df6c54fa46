package org.mae4j.data.image.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A BMP file: a file header of 14 bytes, a header of the image, and rows of whole 32-bit words. */
record BmpImageFile(byte[] content, long width, long height) implements ImageFile {
  private static final int PIXELS = 10;
  private static final int HEADER = 14;
  private static final int SMALL_HEADER = 12;
  private static final int RUN_LENGTHS_OF_BYTES = 1;
  private static final int RUN_LENGTHS_OF_HALVES = 2;

  /** @throws IndexOutOfBoundsException if the file ends before its pixels do */
  static BmpImageFile read(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    boolean small = file.getInt(HEADER) == SMALL_HEADER;
    long width = small ? Short.toUnsignedInt(file.getShort(18)) : Math.abs((long) file.getInt(18));
    long height = small ? Short.toUnsignedInt(file.getShort(20)) : Math.abs((long) file.getInt(22));
    int bits = file.getShort(small ? 24 : 28);
    int compression = small ? 0 : file.getInt(30);
    long bytes = compression == RUN_LENGTHS_OF_BYTES || compression == RUN_LENGTHS_OF_HALVES
        ? Integer.toUnsignedLong(file.getInt(34))
        : (width * bits + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES * height;
    if (Integer.toUnsignedLong(file.getInt(PIXELS)) + bytes > content.length) {
      throw new IndexOutOfBoundsException("pixels");
    }
    return new BmpImageFile(content, width, height);
  }

  @Override
  public ImageType type() {
    return ImageType.BMP;
  }

  @Override
  public int orientation() {
    return Exif.UPRIGHT;
  }
}
