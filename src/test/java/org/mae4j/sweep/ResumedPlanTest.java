package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.sweep.plan.SweepLoader;

/** Tests the plan of a sweep that is resumed. */
class ResumedPlanTest {
  @TempDir
  private Path folder;

  @Test
  void aMessageNamesThePluginsThatTheSweepHad() throws IOException {
    Path file = Files.writeString(folder.resolve("sweep.conf"), """
        evaluations.class-mean = {}
        sweep { generator = grid, parameters.model.maskRatio = { choice = [0.5, 0.75] } }
        """);
    Path run = Files.createDirectories(folder.resolve("sweep/trials/0002"));
    Files.createFile(run.resolve("config.conf"));
    Files.writeString(run.resolve("provenance.json"), """
        [{"plugins": {"plugin.jar": {"sha256": "5ab1", "extensions": ["evaluations=class-mean"]}}}]
        """);
    String problem = problem(() -> SweepLoader.load(file, List.of()));
    assertEquals(problem + "\nThe sweep had plugins that are not loaded: plugin.jar (evaluations=class-mean); "
        + "add their jars with --plugins", problem(() -> Sweep.planOf(folder.resolve("sweep"), file, List.of())));
  }

  private static String problem(Runnable reading) {
    return assertThrows(UserException.class, reading::run).getMessage();
  }
}
