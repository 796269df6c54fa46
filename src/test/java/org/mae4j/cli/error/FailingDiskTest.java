package org.mae4j.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.SmallDisk;
import org.slf4j.LoggerFactory;

/** Tests run directories that become full, become read-only or disappear during a run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingDiskTest {
  @TempDir
  private Path directory;
  private Path conf;
  private RunFiles straight;

  @BeforeAll
  void runStraight(@TempDir Path temporary) {
    conf = SmallExperiment.write(temporary);
    straight = new RunFiles(temporary.resolve("straight"));
    assertEquals(0, Captured.run("pretrain", conf, "pretrain.epochs=6", "figures.every=6", "--out",
        straight.path()).code());
  }

  @Test
  void missingDirectoryEndsRun() throws IOException {
    RunFiles run = new RunFiles(directory.resolve("run"));
    try (Training training = start(run)) {
      Files.move(run.path(), directory.resolve("elsewhere"));
      training.goOn();
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
        training.goOn();
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
        training.goOn();
        assertFailure(training, "cannot be written: Read-only file system. The last good checkpoint is ");
        disk.makeWritable("run/checkpoints");
      }
      resumeAndCompare(run);
    }
  }

  /** Starts a run that writes a checkpoint after every step, and waits until it is held. */
  private Training start(RunFiles run) {
    Hold hold = new Hold();
    Training training = new Training(hold, CompletableFuture.supplyAsync(() -> Captured.run("pretrain", conf,
        "train.checkpointSeconds=0", "pretrain.epochs=6", "figures.every=6", "--out", run.path())));
    CompletableFuture.anyOf(hold.reached, training.end()).join();
    assertTrue(run.step("pretrain") > 0, "a whole checkpoint is there");
    return training;
  }

  /** A run on another thread, which ends before its disk goes. */
  private record Training(Hold hold, CompletableFuture<Captured> end) implements AutoCloseable {
    void goOn() {
      hold.close();
    }

    @Override
    public void close() {
      goOn();
      end.join();
    }
  }

  /** Holds the training when it reports its second epoch, between two checkpoints, so that its disk can be broken. */
  private static final class Hold extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    Hold() {
      setContext(root.getLoggerContext());
      start();
      root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getFormattedMessage().startsWith("epoch 2/")) {
        reached.complete(null);
        released.join();
      }
    }

    @Override
    public void close() {
      released.complete(null);
      root.detachAppender(this);
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
