package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.value.ConfigRenderer;

/** Tests which settings hold when a file or the command line changes the kind beside them. */
class ChosenKindsTest {
  @TempDir
  Path directory;

  @Test
  void overridesChangeKindAndSettings() throws IOException {
    Path file = write("model.masking { kind = block, minimumPatches = 9 }\ndata.source.train = 500");
    assertEquals("9", values(file).get("model.masking.minimumPatches"));
    assertEquals("7", values(file, "model.masking.minimumPatches=7").get("model.masking.minimumPatches"));
    assertEquals("9", values(file, "model.masking=grid", "model.masking=block").get("model.masking.minimumPatches"));
    assertEquals("3", values(file, "model.masking=random", "model.masking=block", "model.masking.minimumPatches=3")
        .get("model.masking.minimumPatches"));
    assertEquals("random", values(file, "model.masking=random").get("model.masking.kind"));
    Path substituted = write("base { patch = 8 }\nmodel = ${base} { maskRatio = 0.5 }\nmodel.masking = block");
    assertThrows(ConfigFileException.class, () -> values(substituted, "model.masking=random"));
    write("model.masking { kind = block, minimumPatches = 9 }\ndata.source { kind = embedded, train = 500 }");
    assertEquals("folder", values(file, "data.source=folder", "data.dir=x").get("data.source.kind"));
  }

  @Test
  void aKindKeepsTheSettingsThatItKnows() throws IOException {
    for (String decoder : List.of("width = 60, depth = 1", "kind = attention, width = 60, depth = 1")) {
      for (String word : List.of("model.decoder.kind=cross", "model.decoder=cross")) {
        Map<String, String> values =
            values(write("model.decoder { " + decoder + " }"), word, "model.decoder.predict=0.5");
        assertEquals(List.of("cross", "60", "1", "3", "0.5"), Stream.of("kind", "width", "depth", "heads", "predict")
            .map(key -> values.get("model.decoder." + key)).toList());
      }
    }
    assertEquals("7", values(write(""), "model.masking.minimumPatches=7", "model.masking.kind=block")
        .get("model.masking.minimumPatches"));
  }

  @Test
  void settingsThatTheKindDoesNotKnowAreRefused() throws IOException {
    assertRefused("x:2: data.source.train: not a setting of folder, but of embedded, idx; remove it, or write the kind "
        + "that it belongs to beside it", "seed = 1\ndata.source.train = 500", "data.source=folder", "data.dir=x");
    assertRefused(
        "command line: model.decoder.predict: not a setting of attention, but of cross; remove it, or write the "
            + "kind that it belongs to beside it",
        "", "model.decoder.predict=0.5");
    assertRefused(
        "x:2: model.masking.minimumPatches: not a setting of grid, but of block; remove it, or write the kind "
            + "that it belongs to beside it",
        "model.masking = block\nmodel.masking {minimumPatches = 9, kind = grid}");
  }

  @Test
  void includedSettingsOfAnotherKindAreReplaced() throws IOException {
    Path base = Files.writeString(directory.resolve("base"), "seed = 1\nmodel.masking { minimumPatches = 9 }");
    String file = "include \"base\"\nmodel.masking { kind = grid }";
    String message = assertThrows(ConfigFileException.class, () -> values(write(file))).getMessage();
    assertEquals(
        base + ":2: model.masking.minimumPatches: not a setting of grid, but of block; to replace the included "
            + "settings, write model.masking = null before " + directory.resolve("x") + ":2",
        message);
    assertEquals("grid", values(write(file.replace("\n", "\nmodel.masking = null\n"))).get("model.masking.kind"));
  }

  @Test
  void settingsBesideAnotherKindAreIgnoredWithAWarning() throws IOException {
    Path file = write("seed = 1\ndata.source { kind = embedded\n train = 500, test = 10 }\ndata.dir = x");
    assertEquals(
        List.of(file + ":3: data.source.test and data.source.train are ignored: they are settings of embedded, and "
            + "data.source is idx"),
        warnings(file, "data.source=idx", "data.image.channels=1"));
    assertEquals(List.of(), warnings(file, "data.source.kind=embedded"));
    assertEquals(List.of(), warnings(write("data.dir = x"), "data.source=idx", "data.image.channels=1"), "defaults");
  }

  @Test
  void aKindMayBeAReference() throws IOException {
    Path file = write("name = cifar10\ndata.source.kind = ${name}\ndata.dir = x");
    assertEquals("cifar10", values(file).get("data.source.kind"));
    assertEquals("embedded", values(write("data.source = ${?MAE4J_NOT_SET}")).get("data.source.kind"));
  }

  @Test
  void settingsDoNotHideANameInTheSameFile() throws IOException {
    assertRefused("x:2: model.decoder: a name and then settings; write the name as model.decoder.kind = NAME",
        "model.decoder = cross\nmodel.decoder.width = 60");
    Files.writeString(directory.resolve("base"), "model.decoder = cross");
    assertRefused("x:1: model.decoder: a name and then settings; write the name as model.decoder.kind = NAME",
        "include base\nmodel.decoder.width = 60".replace("base", "\"base\"").replace("\n", ", "));
    assertEquals("cross", values(write("model.decoder = attention\nmodel.decoder { kind = cross, width = 60 }"))
        .get("model.decoder.kind"));
  }

  private void assertRefused(String expected, String text, String... overrides) throws IOException {
    Path file = write(text);
    String message = assertThrows(ConfigFileException.class, () -> values(file, overrides)).getMessage();
    assertEquals(expected.startsWith("x") ? directory + "/" + expected : expected, message);
  }

  private static List<String> warnings(Path file, String... overrides) {
    List<String> warnings = new ArrayList<>();
    Problems problems = new Problems(warnings::add);
    ConfigText.read(file, List.of(overrides), ConfigLoader.defaults(), new RenamedKeys(), problems).experiment();
    problems.throwIfAny();
    return warnings;
  }

  private static Map<String, String> values(Path file, String... overrides) {
    return ConfigRenderer.values(ConfigLoader.load(file, List.of(overrides)));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("x"), text);
  }
}
