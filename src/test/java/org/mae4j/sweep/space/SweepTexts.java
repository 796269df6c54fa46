package org.mae4j.sweep.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;

/** Loads sweeps from text. */
public record SweepTexts(Path directory) {
  public SweepPlan load(String text, String... overrides) throws IOException {
    return SweepLoader.load(Files.writeString(directory.resolve("x.conf"), text), List.of(overrides));
  }

  /** Loads the search space of a random sweep. @param lines of {@code sweep.parameters} */
  SearchSpace space(String lines, String... overrides) throws IOException {
    return load("sweep { generator = random, stop.trials = 1 }\nsweep.parameters {\n" + lines + "\n}", overrides)
        .space();
  }

  public void assertProblems(String text, String... expected) {
    assertEquals(String.join("\n", expected), assertThrows(ConfigFileException.class, () -> load(text)).getMessage()
        .replace(directory + "/", ""));
  }
}
