package org.mae4j.config.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;

class RenderedSettingsTest {
  @TempDir
  private Path directory;

  @Test
  void readsEverySetting() throws IOException {
    ExperimentConfig config = ConfigLoader.load(Path.of("conf/quickstart.conf"), List.of("data.dir=a b"));
    Map<String, String> wanted = new TreeMap<>(ConfigRenderer.values(config));
    wanted.replaceAll((key, text) -> text.replaceAll("^\"(.*)\"$", "$1").replace(", ", ","));
    assertEquals(wanted, RenderedSettings.read(write(ConfigRenderer.render(config))));
  }

  @Test
  void keepsUnknownKeys() throws IOException {
    assertEquals(Map.of("a.b", "1e-8", "new", "<b>"),
        RenderedSettings.read(write("a { b = 1e-8 }\nnew = \"<b>\"")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name = ${PATH}", "name = a ${?PATH}", "a { b = ${c} }\nc = 1", "name = {",
      "include required"})
  void rejectsTextThatWasNotRendered(String text) throws IOException {
    Path file = write(text);
    String message = assertThrows(IOException.class, () -> RenderedSettings.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": not a recorded configuration: "), message);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("config.conf"), text);
  }
}
