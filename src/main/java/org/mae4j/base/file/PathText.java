package org.mae4j.base.file;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Paths as text, whose bytes are UTF-8 whatever the locale is. The locale C knows no letters beside those of English. */
public final class PathText {
  private static final char UNKNOWN = '\uFFFD';

  private PathText() {}

  /** Returns a path as it is written; as an absolute path if the locale cannot write it. */
  public static String of(Path path) {
    return path.toString().indexOf(UNKNOWN) < 0 ? path.toString() : absolute(path);
  }

  /** Returns the last name of a path. */
  public static String name(Path path) {
    String absolute = absolute(path);
    return absolute.substring(absolute.lastIndexOf('/') + 1);
  }

  private static String absolute(Path path) {
    String raw = path.toAbsolutePath().normalize().toUri().getRawPath().replaceFirst("/$", "");
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
