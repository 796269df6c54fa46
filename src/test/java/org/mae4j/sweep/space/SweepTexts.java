package org.mae4j.sweep.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.base.Direction;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;

/** Loads sweeps from text. */
public record SweepTexts(Path directory) {
  private static final TreeMap<String, Direction> OBJECTIVES = new TreeMap<>(Map.of(
      "linearProbe.val.accuracy", Direction.MAXIMIZE, "pretrain.val.maskedMse", Direction.MINIMIZE));

  public SweepPlan load(String text, String... overrides) throws IOException {
    return SweepLoader.load(Files.writeString(directory.resolve("x.conf"), text), List.of(overrides),
        config -> OBJECTIVES);
  }

  /** What is searched by a random generator. @param lines of {@code sweep.parameters} */
  SearchSpace space(String lines, String... overrides) throws IOException {
    return load("sweep { generator = random, stop.candidates = 1 }\nsweep.parameters {\n" + lines + "\n}", overrides)
        .parameters();
  }

  public void assertProblems(String text, String... expected) {
    assertEquals(String.join("\n", expected), assertThrows(ConfigFileException.class, () -> load(text)).getMessage()
        .replace(directory + "/", ""));
  }
}
