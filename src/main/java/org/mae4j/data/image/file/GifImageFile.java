package org.mae4j.data.image.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A GIF file (GIF89a specification): a screen, then blocks of images and extensions, then a trailer.
 *
 * @param width of the first image
 * @param height of the first image
 */
record GifImageFile(byte[] content, long width, long height) implements ImageFile {
  private static final int SCREEN_FLAGS = 10;
  private static final int BLOCKS = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;
  private static final int IMAGE_FLAGS = 9;
  private static final int TRAILER = 0x3B;

  /** @throws IndexOutOfBoundsException if the file has no trailer */
  static GifImageFile read(byte[] content) {
    int first = 0;
    int at = BLOCKS + colors(content[SCREEN_FLAGS]);
    while (content[at] != TRAILER) {
      if (content[at] == IMAGE) {
        first = first == 0 ? at : first;
        at = afterData(content, at + IMAGE_FLAGS + 1 + colors(content[at + IMAGE_FLAGS]) + 1);
      } else {
        at = content[at] == EXTENSION ? afterData(content, at + 2) : at + 1;
      }
    }
    ByteBuffer image = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    return new GifImageFile(content, Short.toUnsignedInt(image.getShort(first + 5)),
        Short.toUnsignedInt(image.getShort(first + 7)));
  }

  /** Returns the number of bytes of the table of colors that flags state. */
  private static int colors(byte flags) {
    return flags < 0 ? 3 << (flags & 7) + 1 : 0;
  }

  /** Returns the position after a list of blocks of data, each of a length and as many bytes. */
  private static int afterData(byte[] content, int start) {
    int at = start;
    while (content[at] != 0) {
      at += Byte.toUnsignedInt(content[at]) + 1;
    }
    return at + 1;
  }

  @Override
  public ImageType type() {
    return ImageType.GIF;
  }

  @Override
  public int orientation() {
    return Exif.UPRIGHT;
  }
}
