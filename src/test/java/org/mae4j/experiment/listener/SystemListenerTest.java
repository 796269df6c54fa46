package org.mae4j.experiment.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.record.log.SystemLog;
import org.mae4j.testing.Logs;
import org.mae4j.train.StepReport;

class SystemListenerTest {
  private static final int BATCH = 64;

  @TempDir
  Path directory;
  private long nanoTime;

  /** Steps of two seconds, of which every second one waits for a fifth of its time; between them, a second. */
  @Test
  void writesRowEveryFiveSecondsAndAtEnd() throws IOException {
    Path file = directory.resolve("system.csv");
    try (SystemLog log = Logs.system(file); Progress progress = Progress.start("pretrain", 5)) {
      SystemListener watch = new SystemListener("pretrain", BATCH, log, progress, () -> nanoTime / 5e8, () -> nanoTime);
      for (int step = 0; step < 5; step++) {
        nanoTime += 3_000_000_000L;
        watch.onStep(new StepReport(step, 5, 0, 0, 0, 0, BATCH / 2.0, step % 2 == 0 ? 0.2 : 0));
      }
    }
    List<SystemLog.SystemSample> rows = SystemLog.read(file);
    assertEquals(List.of(2L, 4L, 5L), rows.stream().map(SystemLog.SystemSample::step).toList());
    assertEquals(List.of(128L, 256L, 320L), rows.stream().map(SystemLog.SystemSample::images).toList());
    assertEquals(List.of(21.3, 21.3, 21.3), rows.stream().map(SystemLog.SystemSample::imagesPerSecond).toList());
    assertEquals(List.of(12.0, 24.0, 30.0), rows.stream().map(SystemLog.SystemSample::cpuSeconds).toList());
    assertEquals(List.of(0.1, 0.1, 0.2), rows.stream().map(SystemLog.SystemSample::waiting).toList());
  }
}
