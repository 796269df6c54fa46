package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.value.ConfigRenderer;

/** Tests the group of evaluations, of which each is an extension with settings. */
class EvaluationChoicesTest {
  @TempDir
  Path directory;

  record Depth(long depth) {}

  /** An evaluation with one setting. */
  public static final class Rank implements Extension {
    @Override
    public String point() {
      return "evaluations";
    }

    @Override
    public String name() {
      return "test-rank";
    }

    @Override
    public Record defaults() {
      return new Depth(3);
    }
  }

  @Test
  void readsEvaluations() throws IOException {
    Path file = write("evaluations { test-rank { depth = 7 } }");
    ExperimentConfig config = ConfigLoader.load(file, List.of());
    assertEquals(new Choices(new TreeMap<>(Map.of("test-rank", new Depth(7)))), config.evaluations());
    assertEquals("7", ConfigRenderer.values(config).get("evaluations.test-rank.depth"));
    assertEquals(config, ConfigLoader.load(write(ConfigRenderer.render(config)), List.of()));
    assertEquals(5L, ((Depth) ConfigLoader.load(file, List.of("evaluations.test-rank.depth=5")).evaluations()
        .settings().get("test-rank")).depth());
    assertTrue(KnownKeys.of(ExperimentConfig.class).leaves().contains("evaluations.test-rank.depth"));
    assertEquals(long.class, ExperimentKey.of(ConfigLoader.byDefault(), "evaluations.test-rank.depth").type());
    assertTrue(ConfigLoader.byDefault().evaluations().settings().isEmpty());
  }

  @Test
  void reportsProblemsOfEvaluations() throws IOException {
    Path file = write("evaluations {\n test-rank { dept = 7 }\n other {}\n}");
    String message = assertThrows(ConfigFileException.class, () -> ConfigLoader.load(file, List.of())).getMessage();
    assertTrue(message.contains("x:2: evaluations.test-rank.dept: unknown key, did you mean "
        + "'evaluations.test-rank.depth'?"), message);
    assertTrue(message.contains("x:3: evaluations.other: no 'other' is known"), message);
    assertFalse(message.contains("did you mean 'evaluations.test-rank'"), message);
    assertEquals(2, message.lines().count());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("x"), text);
  }
}
