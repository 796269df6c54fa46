package org.mae4j.data.image.file;

import java.nio.ByteBuffer;

/** Metadata of cameras (CIPA DC-008): a TIFF structure within the files of other formats. */
final class Exif {
  /** The orientation of an image that is stored as it is shown. */
  static final int UPRIGHT = 1;
  private static final int LAST = 8;
  /** What JPEG files have before the structure, as two numbers. Some programs write it into WebP files, too. */
  private static final int PREFIX = 0x45786966;
  private static final int PREFIX_LENGTH = 6;

  private Exif() {}

  /** Returns whether data of a JPEG file are metadata of cameras. */
  static boolean isPrefixed(ByteBuffer data) {
    return data.limit() >= PREFIX_LENGTH && data.getInt(0) == PREFIX && data.getShort(Integer.BYTES) == 0;
  }

  /**
   * Returns the orientation that metadata states, in [1, 8]; {@link #UPRIGHT} if it is damaged or states none. Only the
   * first directory is read: others, of a thumbnail, are often damaged.
   *
   * @param exif the structure, with or without its prefix of JPEG files
   */
  static int orientation(ByteBuffer exif) {
    try {
      int start = isPrefixed(exif) ? PREFIX_LENGTH : 0;
      return orientation(TiffDirectory.first(exif.slice(start, exif.limit() - start)));
    } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
      return UPRIGHT;
    }
  }

  /** Returns the orientation of the image of a directory. */
  static int orientation(TiffDirectory directory) {
    long value = directory.value(TiffDirectory.ORIENTATION, UPRIGHT);
    return value >= UPRIGHT && value <= LAST ? (int) value : UPRIGHT;
  }
}
