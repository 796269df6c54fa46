package org.mae4j.cli.option;

import java.nio.file.Path;
import java.util.List;
import org.mae4j.base.UserException;

/** Checks that settings do not stand before the file or the run that they belong to. */
public final class SettingsLast {
  private SettingsLast() {}

  /**
   * Checks the order of arguments.
   *
   * @param first first argument, a path
   * @param rest further arguments, which are settings {@code key=value}
   * @param label name of the first argument in the help
   * @throws UserException if the first argument is a setting and a later one is not
   */
  public static void require(Path first, List<String> rest, String label) {
    if (first.toString().contains("=")) {
      rest.stream().filter(word -> !word.contains("=")).findFirst().ifPresent(path -> {
        throw new UserException(first + ": " + label + " comes before the settings; write " + path + " " + first);
      });
    }
  }
}
