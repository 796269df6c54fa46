package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.SmallDisk;

/** Tests run directories that become full, become read-only or disappear during a run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingDiskTest {
  private static final long POLL_NANOS = 1_000_000;

  @TempDir
  private Path directory;
  private Path conf;
  private RunFiles straight;

  @BeforeAll
  void runStraight(@TempDir Path temporary) {
    conf = SmallExperiment.write(temporary);
    straight = new RunFiles(temporary.resolve("straight"));
    assertEquals(0, Captured.run("pretrain", conf, "pretrain.epochs=6", "--out", straight.path()).code());
  }

  @Test
  void missingDirectoryEndsRun() throws IOException {
    RunFiles run = new RunFiles(directory.resolve("run"));
    try (Training training = start(run)) {
      Files.move(run.path(), directory.resolve("elsewhere"));
      assertFailure(training, "cannot be written: no such file or directory. There is no checkpoint of this stage. "
          + "Fix the cause, then resume with ./mae4j resume " + run.path());
    }
    Files.move(directory.resolve("elsewhere"), run.path());
    resumeAndCompare(run);
  }

  @Test
  void fullDiskLeavesLastGoodCheckpoint() throws IOException {
    try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"), "size=4m")) {
      RunFiles run = new RunFiles(disk.path().resolve("run"));
      Path ballast = disk.path().resolve("ballast");
      try (Training training = start(run)) {
        disk.fill(ballast);
        assertFailure(training, ": No space left on device. The last good checkpoint is " + run.path()
            + "/checkpoints/pretrain-state.safetensors. Fix the cause, then resume with ./mae4j resume ");
      }
      assertTrue(run.step("pretrain") > 0, "a whole checkpoint is there");
      Files.delete(ballast);
      resumeAndCompare(run);
    }
  }

  @Test
  void readOnlyDirectoryEndsRun() throws IOException {
    try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"), "size=8m")) {
      RunFiles run = new RunFiles(disk.path().resolve("run"));
      try (Training training = start(run)) {
        // Not the whole: with metrics.csv open for writing, that is refused.
        disk.makeReadOnly("run/checkpoints");
        assertFailure(training, "cannot be written: Read-only file system. The last good checkpoint is ");
        disk.makeWritable("run/checkpoints");
      }
      resumeAndCompare(run);
    }
  }

  /** Starts a run that writes a checkpoint after every step, and waits for the first one. */
  private Training start(RunFiles run) {
    Training training = new Training(CompletableFuture.supplyAsync(() -> Captured.run("pretrain", conf,
        "train.checkpointSeconds=0", "pretrain.epochs=6", "--out", run.path())));
    while (run.step("pretrain") == 0 && !training.end().isDone()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return training;
  }

  /** A run on another thread, which ends before its disk goes. */
  private record Training(CompletableFuture<Captured> end) implements AutoCloseable {
    @Override
    public void close() {
      end.join();
    }
  }

  private void resumeAndCompare(RunFiles run) throws IOException {
    Captured resumed = Captured.run("resume", run.path());
    assertEquals(0, resumed.code(), resumed.err());
    run.assertSameAs(straight);
  }

  private static void assertFailure(Training training, String message) {
    Captured failed = training.end().join();
    assertEquals(1, failed.code(), failed.err());
    String last = failed.err().lines().reduce((before, line) -> line).orElse("");
    assertTrue(last.startsWith("the run failed: ") && last.contains(message), failed.err());
    assertEquals(-1, (failed.out() + failed.err()).indexOf("\tat "), failed.err());
  }
}
