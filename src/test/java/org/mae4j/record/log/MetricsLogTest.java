package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.file.DamagedFileException;
import org.mae4j.record.log.MetricsLog.MetricRow;
import org.mae4j.testing.Logs;

class MetricsLogTest {
  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("metrics.csv");
  }

  @Test
  void numbersReadBackAsTheSameBits() throws IOException {
    double[] values = {0.1 + 0.2, 1.0 / 3, Double.MIN_VALUE, -1e300, Double.NaN, Double.NEGATIVE_INFINITY};
    try (MetricsLog log = Logs.metrics(file())) {
      for (double value : values) {
        log.append(new MetricRow(7, 1.0 / 3, "pretrain.train.loss", value));
      }
    }
    List<MetricRow> rows = MetricsLog.read(file());
    assertEquals(values.length, rows.size());
    for (int i = 0; i < values.length; i++) {
      assertEquals(new MetricRow(7, 1.0 / 3, "pretrain.train.loss", values[i]), rows.get(i));
    }
  }

  @Test
  void appendedRowsAreInTheFileWhileTheLogIsOpen() throws IOException {
    try (MetricsLog log = Logs.metrics(file())) {
      assertEquals("step,epoch,name,value\n", Files.readString(file()));
      log.append(new MetricRow(1, 0.5, "a", 0.25));
      assertEquals("step,epoch,name,value\n1,0.5,a,0.25\n", Files.readString(file()));
      log.append(new MetricRow(2, 1, "a", 1.0), new MetricRow(2, 1, "b", 2.0));
      assertEquals("step,epoch,name,value\n1,0.5,a,0.25\n2,1.0,a,1.0\n2,1.0,b,2.0\n", Files.readString(file()));
    }
  }

  @Test
  void anIncompleteLastLineIsIgnoredAndRemovedWhenTheLogIsOpened() throws IOException {
    try (MetricsLog log = Logs.metrics(file())) {
      log.append(new MetricRow(1, 1, "a", 0.5));
    }
    // The line can be parsed, but its value is incomplete.
    Files.writeString(file(), "2,2.0,a,0.12", StandardOpenOption.APPEND);
    assertEquals(List.of(new MetricRow(1, 1, "a", 0.5)), MetricsLog.read(file()));
    try (MetricsLog log = Logs.metrics(file())) {
      log.append(new MetricRow(3, 3, "a", 0.75));
    }
    assertEquals(List.of(new MetricRow(1, 1, "a", 0.5), new MetricRow(3, 3, "a", 0.75)), MetricsLog.read(file()));
  }

  @Test
  void aFileWithAnIncompleteHeaderIsAnEmptyLog() throws IOException {
    Files.writeString(file(), "step,ep");
    assertEquals(List.of(), MetricsLog.read(file()));
  }

  @Test
  void openingRemovesOnlyRejectedRows() throws IOException {
    try (MetricsLog log = Logs.metrics(file())) {
      log.append(new MetricRow(1, 1, "pretrain.train.loss", 1));
      log.append(new MetricRow(1, 1, "probe.val.accuracy", 2));
      log.append(new MetricRow(2, 2, "pretrain.train.loss", 3));
    }
    Logs.metrics(file(), row -> !row.name().startsWith("pretrain.") || row.step() <= 1).close();
    assertEquals(
        List.of(new MetricRow(1, 1, "pretrain.train.loss", 1), new MetricRow(1, 1, "probe.val.accuracy", 2)),
        MetricsLog.read(file()));
  }

  @Test
  void theNumberOfRowsIncludesTheKeptRows() throws IOException {
    try (MetricsLog log = Logs.metrics(file())) {
      log.append(new MetricRow(1, 1, "pretrain.train.loss", 1));
      log.append(new MetricRow(1, 1, "finetune.train.loss", 1));
      log.append(new MetricRow(2, 2, "pretrain.val.loss", 3));
      assertEquals(2, log.rows("pretrain"));
    }
    try (MetricsLog log = Logs.metrics(file(), row -> row.step() < 2)) {
      log.append(new MetricRow(3, 3, "pretrain.train.loss", 1));
      log.sync();
      assertEquals(2, log.rows("pretrain"));
      assertEquals(0, log.rows("scratch"));
    }
  }

  @Test
  void absentFileHasNoRows() throws IOException {
    assertEquals(List.of(), MetricsLog.read(directory.resolve("absent.csv")));
  }

  @Test
  void anErrorNamesTheMalformedLine() throws IOException {
    Files.writeString(file(), "step,epoch,name,value\n1,1.0,a,0.5\n2,x,a,0.5\n3,1.0,a,0.5\n");
    IOException error = assertThrows(IOException.class, () -> MetricsLog.read(file()));
    assertEquals(file() + ":3: not a metric: For input string: \"x\"", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1", "NaN"})
  void anErrorNamesALineWithAnImpossibleEpoch(String epoch) throws IOException {
    Files.writeString(file(), "step,epoch,name,value\n1," + epoch + ",a,0.5\n");
    DamagedFileException error = assertThrows(DamagedFileException.class, () -> MetricsLog.read(file()));
    assertEquals(file() + ":2: not a metric: epoch is " + Double.valueOf(epoch)
        + ", but must be a finite number of at least 0", error.getMessage());
  }

  @Test
  void otherFilesAreRejectedAndNotOverwritten() throws IOException {
    Files.writeString(file(), "name,value\na,1\n");
    assertThrows(IOException.class, () -> Logs.metrics(file()));
    assertEquals("name,value\na,1\n", Files.readString(file()));
  }

  @Test
  void invalidRowsAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> new MetricRow(0, 0, "a,b", 0));
    assertThrows(IllegalArgumentException.class, () -> new MetricRow(0, 0, "", 0));
    assertThrows(IllegalArgumentException.class, () -> new MetricRow(-1, 0, "a", 0));
  }
}
