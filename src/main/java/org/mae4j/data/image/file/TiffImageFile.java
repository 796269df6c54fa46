package org.mae4j.data.image.file;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A TIFF file (TIFF 6.0): a structure whose directories state where strips or tiles of pixels are.
 *
 * @param associatedAlpha whether the colors are stored multiplied by alpha
 */
public record TiffImageFile(byte[] content, long width, long height, int orientation, boolean associatedAlpha)
    implements ImageFile {
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int ASSOCIATED_ALPHA = 1;

  /** @throws IndexOutOfBoundsException if the file ends before its pixels or directories do */
  static TiffImageFile read(byte[] content) {
    List<TiffDirectory> directories = TiffDirectory.all(ByteBuffer.wrap(content));
    for (TiffDirectory directory : directories) {
      require(directory.values(STRIP_OFFSETS), directory.values(STRIP_LENGTHS), content.length);
      require(directory.values(TILE_OFFSETS), directory.values(TILE_LENGTHS), content.length);
    }
    TiffDirectory first = directories.get(0);
    return new TiffImageFile(content, first.value(TiffDirectory.WIDTH, 0), first.value(TiffDirectory.HEIGHT, 0),
        Exif.orientation(first), first.value(EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA);
  }

  private static void require(long[] offsets, long[] lengths, int fileLength) {
    for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
      if (offsets[i] + lengths[i] > fileLength) {
        throw new IndexOutOfBoundsException("pixels");
      }
    }
  }

  @Override
  public ImageType type() {
    return ImageType.TIFF;
  }
}
