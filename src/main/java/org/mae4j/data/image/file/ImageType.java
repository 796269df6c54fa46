package org.mae4j.data.image.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats of image files that are read. */
public enum ImageType {
  JPEG(List.of("jpg", "jpeg", "jpe", "jfif"), "\u00FF\u00D8\u00FF"),
  PNG(List.of("png"), "\u0089PNG\r\n\u001A\n"),
  GIF(List.of("gif"), "GIF87a", "GIF89a"),
  BMP(List.of("bmp", "dib"), "BM"),
  TIFF(List.of("tif", "tiff"), "II*\0", "MM\0*"),
  WEBP(List.of("webp"), "RIFF");

  /** Number of bytes at the start of a file by which {@link #of} knows its type. */
  public static final int HEAD = 18;
  private static final int FORM = 8;
  /** The size of the header of a BMP image is a number below 256. */
  private static final int HEADER = 15;
  /** Endings of images in formats that are not read. They are reported, not left out. */
  private static final Set<String> OTHER_IMAGES =
      Set.of("avif", "cr2", "dng", "exr", "hdr", "heic", "heif", "ico", "j2k",
          "jp2", "jxl", "nef", "pbm", "pgm", "pnm", "ppm", "psd", "svg", "tga");

  private final List<String> endings;
  private final List<byte[]> signatures;

  ImageType(List<String> endings, String... signatures) {
    this.endings = endings;
    this.signatures =
        Arrays.stream(signatures).map(signature -> signature.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /** Returns the type of a file by its first bytes; empty if it is none of these. */
  public static Optional<ImageType> of(byte[] content) {
    return Arrays.stream(values())
        .filter(type -> type.signatures.stream().anyMatch(signature -> has(content, 0, signature)))
        .filter(type -> type != WEBP || has(content, FORM, "WEBP".getBytes(StandardCharsets.ISO_8859_1)))
        .filter(type -> type != BMP || has(content, HEADER, new byte[3]))
        .findFirst();
  }

  private static boolean has(byte[] content, int offset, byte[] signature) {
    return content.length >= offset + signature.length
        && Arrays.equals(content, offset, offset + signature.length, signature, 0, signature.length);
  }

  /** Returns whether a name has the ending of an image file, also of a format that is not read. */
  public static boolean isNameOfImage(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return name.contains(".") && (OTHER_IMAGES.contains(ending)
        || Arrays.stream(values()).anyMatch(type -> type.endings.contains(ending)));
  }
}
