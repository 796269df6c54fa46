package org.mae4j.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.log.SystemLog.SystemSample;
import org.mae4j.testing.Logs;

class MemorySamplerTest {
  @TempDir
  private Path directory;

  /** The rows are those of the start, of every interval and of the end; the test waits for three of them. */
  @Test
  void theMemoryIsMeasuredWhileAStageWorks() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    Path file = directory.resolve("system.csv");
    try (SystemLog log = SystemLog.open(file, row -> three.countDown());
        MemorySampler sampler = MemorySampler.start("probe", log, Duration.ofMillis(1))) {
      three.await();
    }
    List<SystemSample> rows = SystemLog.read(file);
    assertTrue(rows.size() > 3, rows.size() + " rows");
    rows.forEach(row -> {
      assertEquals("probe", row.stage());
      assertTrue(row.residentMb() > 0);
      assertFalse(row.isTraining());
    });
  }

  /** A full disk is reported as that, not as a bug. */
  @Test
  void aRowThatCannotBeWrittenIsAFailureOfTheDisk() throws Exception {
    CompletableFuture<Thread> timer = new CompletableFuture<>();
    UncheckedIOException full = new UncheckedIOException(new IOException("No space left on device"));
    try (SystemLog log = SystemLog.open(directory.resolve("system.csv"), row -> {
      timer.complete(Thread.currentThread());
      throw full;
    })) {
      MemorySampler sampler = MemorySampler.start("probe", log, Duration.ofDays(1));
      Thread failed = timer.get();
      while (failed.getState() != Thread.State.WAITING) { // for another task
        Thread.onSpinWait();
      }
      assertSame(full, assertThrows(UncheckedIOException.class, sampler::close));
    }
  }

  @Test
  void aShortStageHasItsMemoryToo() throws IOException {
    Path file = directory.resolve("system.csv");
    try (SystemLog log = Logs.system(file)) {
      MemorySampler.start("evaluate", log, Duration.ofDays(1)).close();
      assertTrue(SystemLog.read(file).size() >= 1);
    }
  }
}
