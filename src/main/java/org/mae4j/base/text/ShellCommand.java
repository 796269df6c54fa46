package org.mae4j.base.text;

import java.util.List;
import java.util.stream.Collectors;

/** Commands as text that a shell can read. */
public final class ShellCommand {
  /** System property that the launcher sets to the path by which it was called. */
  private static final String LAUNCHER = "mae4j.command";

  private ShellCommand() {}

  /** Returns the words of a command, in quotes where the shell needs them. */
  public static String of(List<String> words) {
    return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
  }

  /** Returns the command that starts this program, {@code ./mae4j} if the launcher is unknown, with {@code words}. */
  public static String mae4j(Object... words) {
    return quoted(System.getProperty(LAUNCHER, "./mae4j")) + " "
        + of(List.of(words).stream().map(Object::toString).toList());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9._/=,:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
