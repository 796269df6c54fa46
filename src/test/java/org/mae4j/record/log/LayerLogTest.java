package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.record.log.LayerLog.Of;
import org.mae4j.record.log.LayerLog.Row;

class LayerLogTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("layers.csv");
  }

  private static Row row(long step, Of of) {
    return new Row("pretrain", step, "encoder.norm.weight", of, Distribution.of(new float[] {1f / 3, -2e-9f, 3e20f}));
  }

  @Test
  void rowsReadBackAsTheSameBits() throws IOException {
    List<Row> rows = List.of(row(10, Of.PARAMETER), row(10, Of.GRADIENT), row(10, Of.UPDATE));
    try (LayerLog log = LayerLog.open(file(), row -> true)) {
      log.append(rows);
      assertEquals(rows, LayerLog.read(file()));
    }
  }

  @Test
  void whoeverGoesOnDropsWhatIsNotToBeKept() throws IOException {
    try (LayerLog log = LayerLog.open(file(), row -> true)) {
      log.append(List.of(row(10, Of.PARAMETER)));
      log.append(List.of(row(60, Of.PARAMETER)));
    }
    try (LayerLog log = LayerLog.open(file(), row -> row.step() <= 10)) {
      log.append(List.of(row(20, Of.UPDATE)));
    }
    assertEquals(List.of(row(10, Of.PARAMETER), row(20, Of.UPDATE)), LayerLog.read(file()));
  }

  @Test
  void malformedLineIsNamed() throws IOException {
    Files.writeString(file(), "stage,step,parameter,of,count,mean,deviation,magnitude,min,max,histogram\n"
        + "pretrain,10,a,parameter,1,0,0,0,0,0,1 2\n");
    String message = assertThrows(IOException.class, () -> LayerLog.read(file())).getMessage();
    assertTrue(message.contains("layers.csv:2: not a row of a parameter's values"), message);
  }
}
