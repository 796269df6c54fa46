package org.mae4j.data.image.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of image files that are read. */
public enum ImageType {
  JPEG(List.of("jpg", "jpeg", "jpe", "jfif"), "\u00FF\u00D8\u00FF"),
  PNG(List.of("png"), "\u0089PNG\r\n\u001A\n"),
  GIF(List.of("gif"), "GIF87a", "GIF89a"),
  BMP(List.of("bmp", "dib"), "BM"),
  TIFF(List.of("tif", "tiff"), "II*\0", "MM\0*"),
  WEBP(List.of("webp"), "RIFF");

  /** Number of bytes at the start of a file by which {@link #of} knows its type. */
  public static final int HEAD = 16;
  private static final int FORM = 8;

  private final List<String> endings;
  private final List<byte[]> signatures;

  ImageType(List<String> endings, String... signatures) {
    this.endings = endings;
    this.signatures =
        Arrays.stream(signatures).map(signature -> signature.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /** Returns the type of a file by its first bytes; empty if it is none of these. */
  public static Optional<ImageType> of(byte[] content) {
    return Arrays.stream(values()).filter(type -> type.signatures.stream().anyMatch(signature -> has(content, 0, signature)))
        .filter(type -> type != WEBP || has(content, FORM, "WEBP".getBytes(StandardCharsets.ISO_8859_1)))
        .findFirst();
  }

  private static boolean has(byte[] content, int offset, byte[] signature) {
    return content.length >= offset + signature.length
        && Arrays.equals(content, offset, offset + signature.length, signature, 0, signature.length);
  }

  /** Returns whether the files of this type have an ending in their name, without the dot. */
  boolean hasEnding(String ending) {
    return endings.contains(ending.toLowerCase(Locale.ROOT));
  }
}
