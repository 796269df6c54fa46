package org.mae4j.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;

class ExperimentRunnerTest {
  @TempDir
  private Path folder;

  @Test
  void namesItsParameterAndNoOptionIfTheDirectoryIsUsed() throws IOException {
    Files.createFile(folder.resolve("file"));
    assertEquals(folder + ": the directory is not empty; pass the path of another one", problem(folder));
    assertEquals("the path of the run directory is empty; pass the path of a directory", problem(Path.of("")));
  }

  private static String problem(Path directory) {
    ExperimentRunner runner = ExperimentRunner.of(Path.of("conf/quickstart.conf"));
    return assertThrows(UserException.class, () -> runner.run(directory)).getMessage();
  }
}
