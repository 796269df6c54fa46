package org.mae4j.data.image.file;

import java.io.IOException;

/** An image file, and what it states beside its pixels. */
public sealed interface ImageFile
    permits JpegImageFile, PngImageFile, GifImageFile, BmpImageFile, TiffImageFile, WebpImageFile {

  /**
   * Reads the header of an image.
   *
   * @param content content of the whole file
   * @throws IOException if it is empty, of an unknown format, or ends early
   */
  static ImageFile of(byte[] content) throws IOException {
    if (content.length == 0) {
      throw new IOException("file is empty");
    }
    ImageType type = ImageType.of(content).orElseThrow(
        () -> new IOException("not an image, or of a format other than JPEG, PNG, GIF, BMP, TIFF and WebP"));
    try {
      return switch (type) {
        case JPEG -> JpegImageFile.read(content);
        case PNG -> PngImageFile.read(content);
        case GIF -> GifImageFile.read(content);
        case BMP -> BmpImageFile.read(content);
        case TIFF -> TiffImageFile.read(content);
        case WEBP -> WebpImageFile.read(content);
      };
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new IOException(type + " file is truncated", e);
    }
  }

  byte[] content();

  ImageType type();

  /** Returns the width in pixels, before the orientation is applied. */
  long width();

  /** Returns the height in pixels, before the orientation is applied. */
  long height();

  /** Returns the EXIF orientation that the file has beside its pixels, in [1, 8]; 1 is upright. */
  int orientation();

  /** Returns whether the file has all bytes of its image. Other formats than JPEG are checked when they are opened. */
  default boolean isComplete() {
    return true;
  }

  /** @throws IOException if the file ends early */
  default void requireComplete() throws IOException {
    if (!isComplete()) {
      throw new IOException(type() + " file is truncated");
    }
  }
}
