package org.mae4j.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.directory.RunFailedException;

class ExperimentRunnerTest {
  @TempDir
  private Path folder;

  @Test
  void namesItsParameterAndNoOptionIfTheDirectoryIsUsed() throws IOException {
    Files.createFile(folder.resolve("file"));
    assertEquals(folder + ": the directory is not empty; pass the path of another one", problem(folder));
    assertEquals("the path of the run directory is empty; pass the path of a directory", problem(Path.of("")));
  }

  /** A failure is no stop. */
  @Test
  void aFailureIsOneLine() {
    ExperimentRunner runner = ExperimentRunner.of(SmallExperiment.write(folder)).with("data.source.train=60",
        "pretrain.optimizer.baseLearningRate=1e30");
    String failure = assertThrows(RunFailedException.class, () -> runner.run(folder.resolve("run"))).getMessage();
    assertEquals(1, failure.lines().count(), failure);
    assertTrue(failure.contains("Start a new run with a lower learning rate"), failure);
  }

  private static String problem(Path directory) {
    ExperimentRunner runner = ExperimentRunner.of(Path.of("conf/quickstart.conf"));
    return assertThrows(UserException.class, () -> runner.run(directory)).getMessage();
  }
}
