package org.mae4j.experiment.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.report.run.RecordedRun.Sheet;

class ReconstructionSheetsTest {
  @TempDir
  private Path directory;

  @Test
  void runWithoutFiguresHasNoSheets() throws IOException {
    assertEquals(List.of(), ReconstructionSheets.read(new RunDirectory(directory.resolve("none"))));
  }

  @Test
  void selectsSomeOfManyEpochs() throws IOException {
    RunDirectory run = RunDirectory.create(directory.resolve("run"));
    for (int epoch = 10; epoch <= 310; epoch += 10) {
      Files.write(run.figures().resolve(String.format("reconstructions-epoch-%04d.png", epoch)), new byte[] {1});
    }
    Files.write(run.figures().resolve("curves-pretrain.png"), new byte[] {2});
    Files.write(run.figures().resolve("reconstructions.png"), new byte[] {3});
    List<Sheet> sheets = ReconstructionSheets.read(run);
    assertEquals(List.of("after epoch 10", "after epoch 60", "after epoch 110", "after epoch 160", "after epoch 210",
        "after epoch 260", "after epoch 310", "in the end"), sheets.stream().map(Sheet::moment).toList());
    assertArrayEquals(new byte[] {3}, sheets.get(7).png());
  }
}
