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
import org.mae4j.record.log.LayerLog.LayerRow;
import org.mae4j.record.log.LayerLog.Quantity;

class LayerLogTest {
  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("layers.csv");
  }

  private static LayerRow row(long step, Quantity quantity) {
    return new LayerRow("pretrain", step, "encoder.norm.weight", quantity,
        Distribution.of(new float[] {1f / 3, -2e-9f, 3e20f}));
  }

  @Test
  void rowsReadBackAsTheSameBits() throws IOException {
    List<LayerRow> rows = List.of(row(10, Quantity.PARAMETER), row(10, Quantity.GRADIENT), row(10, Quantity.UPDATE));
    try (LayerLog log = LayerLog.open(file(), row -> true)) {
      log.append(rows);
      assertEquals(rows, LayerLog.read(file()));
    }
  }

  @Test
  void openingRemovesRejectedRows() throws IOException {
    try (LayerLog log = LayerLog.open(file(), row -> true)) {
      log.append(List.of(row(10, Quantity.PARAMETER)));
      log.append(List.of(row(60, Quantity.PARAMETER)));
    }
    try (LayerLog log = LayerLog.open(file(), row -> row.step() <= 10)) {
      log.append(List.of(row(20, Quantity.UPDATE)));
    }
    assertEquals(List.of(row(10, Quantity.PARAMETER), row(20, Quantity.UPDATE)), LayerLog.read(file()));
  }

  @Test
  void malformedLineIsNamed() throws IOException {
    Files.writeString(file(), "stage,step,parameter,of,count,mean,deviation,magnitude,min,max,histogram\n"
        + "pretrain,10,a,parameter,1,0,0,0,0,0,1 2\n");
    String message = assertThrows(IOException.class, () -> LayerLog.read(file())).getMessage();
    assertTrue(message.contains("layers.csv:2: not a row of parameter statistics"), message);
  }
}
