package org.mae4j.base.file;

import java.nio.file.InvalidPathException;

/** Messages for texts that cannot name a file. */
public final class UnnamablePath {
  private UnnamablePath() {}

  /** Returns what is wrong with the text of {@code e}, and what to do, in one line. */
  public static String problem(InvalidPathException e) {
    if (e.getInput().indexOf('\0') >= 0) {
      return "cannot name a file, because it contains the character NUL";
    }
    return "cannot be written in the character set of the locale (" + System.getProperty("sun.jnu.encoding")
        + "), is '" + e.getInput() + "'; set the environment variable LC_ALL=C.UTF-8";
  }
}
