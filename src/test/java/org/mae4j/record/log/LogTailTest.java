package org.mae4j.record.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.record.log.LogTail.NewRows;
import org.mae4j.record.log.MetricsLog.MetricRow;
import org.mae4j.testing.Logs;

class LogTailTest {
  private static final NewRows<MetricRow> NONE = new NewRows<>(false, List.of());

  @TempDir
  Path directory;

  private Path file() {
    return directory.resolve("metrics.csv");
  }

  private static MetricRow row(long step) {
    return new MetricRow(step, 1, "pretrain.train.loss", 0.5);
  }

  private static void append(MetricsLog log, long step) {
    log.append(new MetricRow(step, 1, "pretrain.train.loss", 0.5));
  }

  @Test
  void eachRowIsReturnedOnceWhenItsLineIsComplete() throws IOException {
    LogTail<MetricRow> tail = MetricsLog.tail(file());
    assertEquals(NONE, tail.next());
    try (MetricsLog log = Logs.metrics(file())) {
      assertEquals(NONE, tail.next());
      append(log, 1);
      append(log, 2);
      assertEquals(new NewRows<>(false, List.of(row(1), row(2))), tail.next());
      assertEquals(NONE, tail.next());
      Files.writeString(file(), "3,1.0,pretrain.train.loss,0.", StandardOpenOption.APPEND);
      assertEquals(NONE, tail.next());
      Files.writeString(file(), "5\n", StandardOpenOption.APPEND);
      assertEquals(new NewRows<>(false, List.of(row(3))), tail.next());
    }
  }

  @Test
  void aReplacedFileIsReadFromItsStart() throws IOException {
    LogTail<MetricRow> tail = MetricsLog.tail(file());
    try (MetricsLog log = Logs.metrics(file())) {
      append(log, 1);
      append(log, 2);
    }
    tail.next();
    try (MetricsLog log = Logs.metrics(file(), row -> row.step() == 1)) {
      append(log, 2);
      append(log, 3);
      assertEquals(new NewRows<>(true, List.of(row(1), row(2), row(3))), tail.next());
    }
  }

  @Test
  void aDeletedFileResetsTheReader() throws IOException {
    LogTail<MetricRow> tail = MetricsLog.tail(file());
    try (MetricsLog log = Logs.metrics(file())) {
      append(log, 1);
    }
    tail.next();
    Files.delete(file());
    assertEquals(new NewRows<>(true, List.of()), tail.next());
    assertEquals(NONE, tail.next());
  }

  @Test
  void anErrorNamesTheMalformedLine() throws IOException {
    Files.writeString(file(), "step,epoch,name,value\n1,1.0,a,0.5\nnonsense\n");
    String message = assertThrows(IOException.class, () -> MetricsLog.tail(file()).next()).getMessage();
    assertTrue(message.contains("metrics.csv:3: not a metric"), message);
  }
}
