package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.load.ConfigLoader;

/** Messages about configuration files. */
final class ConfigProblems {
  private ConfigProblems() {}

  /** Writes {@code x.conf} into a directory and loads it. @param expected lines of the message */
  static void assertProblems(Path directory, String text, String... expected) throws IOException {
    assertProblems(directory, text, List.of(), expected);
  }

  static void assertProblems(Path directory, String text, List<String> overrides, String... expected)
      throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), text);
    assertEquals(String.join("\n", expected), message(file, overrides).replace(directory + "/", ""));
  }

  static String message(Path file, List<String> overrides) {
    return assertThrows(ConfigFileException.class, () -> ConfigLoader.load(file, overrides)).getMessage();
  }
}
