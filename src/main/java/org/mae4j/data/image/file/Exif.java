package org.mae4j.data.image.file;

import java.nio.ByteBuffer;
import java.util.List;

/** Metadata of cameras (CIPA DC-008): a TIFF structure within the files of other formats. */
final class Exif {
  /** The orientation of an image that is stored as it is shown. */
  static final int UPRIGHT = 1;
  private static final int LAST = 8;

  private Exif() {}

  /** Returns the orientation that metadata states, in [1, 8]; {@link #UPRIGHT} if it is damaged or states none. */
  static int orientation(ByteBuffer exif) {
    try {
      return orientation(TiffDirectory.all(exif));
    } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
      return UPRIGHT;
    }
  }

  /** Returns the orientation of the first of some directories. */
  static int orientation(List<TiffDirectory> directories) {
    long value = directories.isEmpty() ? UPRIGHT : directories.get(0).value(TiffDirectory.ORIENTATION, UPRIGHT);
    return value >= UPRIGHT && value <= LAST ? (int) value : UPRIGHT;
  }
}
