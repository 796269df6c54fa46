package org.mae4j.base.text;

import java.util.Locale;

/** Decimal units of memory and files, and sizes as text. */
public final class ByteSize {
  /** Bytes of a megabyte, 10⁶. */
  public static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  private ByteSize() {}

  /** Returns {@code bytes} as text in units of 10⁶ bytes, such as {@code 170.1 MB}. */
  public static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
  }

  /** Returns {@code bytes} as text in units of 10⁹ bytes, such as {@code 1.25 GB}. */
  public static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f GB", bytes / GIGABYTE);
  }
}
