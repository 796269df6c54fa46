package org.mae4j.sweep.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepDirectoryTest {
  @TempDir
  private Path path;

  @Test
  void newSweepsUseTrialsAndOldSweepsKeepCandidates() throws IOException {
    SweepDirectory directory = new SweepDirectory(path);
    assertEquals(path.resolve("trials/0007"), directory.run(7, 1, 1));
    assertEquals(List.of(path.resolve("trials/0007-1"), path.resolve("trials/0007-2")), directory.runs(7, 2));
    Files.createDirectory(path.resolve("candidates"));
    assertEquals(path.resolve("candidates/0007"), directory.run(7, 1, 1));
  }
}
