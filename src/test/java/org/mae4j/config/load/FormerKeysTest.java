package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.sweep.plan.SweepConfig;

class FormerKeysTest {
  @TempDir
  private Path directory;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void readsFormerNamesWithWarning() throws IOException {
    ExperimentConfig config = load("""
        model.normaliseTargets = true
        pretrain { augment { erasing = 0.25 } }
        data { source = embedded, embedded { train = 120,
          test = 30 } }
        """, "probe.neighbours=3");
    assertEquals(true, config.model().normalizeTargets());
    assertEquals(0.25, config.pretrain().augment().randomErasing());
    assertEquals(3, config.probe().neighbors());
    assertEquals("120", ConfigRenderer.values(config).get("data.source.train"));
    assertEquals(List.of("command line: probe.neighbours: has a new name, write probe.neighbors",
        "x.conf:3: data.embedded: has a new name, write data.source",
        "x.conf:1: model.normaliseTargets: has a new name, write model.normalizeTargets",
        "x.conf:2: pretrain.augment.erasing: has a new name, write pretrain.augment.randomErasing"), warnings);
  }

  @Test
  void problemNamesNewKeyAtPlaceOfFormerKey() {
    assertEquals("x.conf:2: pretrain.augment.randomErasing: must lie in [0, 1], is 2.0",
        assertThrows(ConfigFileException.class, () -> load("\npretrain.augment.erasing = 2")).getMessage()
            .replace(directory + "/", ""));
  }

  @Test
  void ignoresSettingsOfOtherSources() throws IOException {
    ExperimentConfig config = load("data { source = folder, dir = x, embedded { train = 120 } }");
    assertEquals("folder", config.data().source().kind());
    assertEquals(List.of("x.conf:1: data.embedded: belongs to data.source = embedded and is ignored; remove it"),
        warnings);
  }

  @Test
  void readsFormerValuesWithWarning() throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), "sweep.direction = maximise\n");
    ConfigText text = ConfigText.read(file, List.of(), ConfigLoader.defaults(),
        new RenamedKeys().with("sweep.", SweepConfig.class), new Problems(warnings::add));
    assertEquals("maximize", text.merged().toConfig().getString("sweep.direction"));
    assertEquals(List.of(file + ":1: sweep.direction: maximise has a new name, write maximize"), warnings);
  }

  private ExperimentConfig load(String text, String... overrides) throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), text);
    Problems problems = new Problems(warning -> warnings.add(warning.replace(directory + "/", "")));
    ExperimentConfig config = ConfigText.read(file, List.of(overrides), ConfigLoader.defaults(),
        new RenamedKeys().with("", ExperimentConfig.class), problems).experiment();
    problems.throwIfAny();
    return config;
  }
}
