package org.mae4j.cli.pages;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.mae4j.cli.harness.InterruptedRun;
import org.mae4j.cli.harness.RunFiles;

/** A pre-training on another thread that goes on until it is closed. It rests most of the time, to leave the processor. */
final class BackgroundRun implements AutoCloseable {
  /** For each recorded metric. */
  private static final long PAUSE_NANOS = 50_000_000;

  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final CompletableFuture<Void> end;

  /** Starts a run of {@code conf} in {@code directory}. */
  BackgroundRun(Path conf, Path directory) {
    end = CompletableFuture.runAsync(() -> InterruptedRun.pretrain(conf, new RunFiles(directory), row -> {
      LockSupport.parkNanos(PAUSE_NANOS);
      return isClosed.get();
    }, "pretrain.epochs=100000", "figures.images=0", "threads=1"));
  }

  boolean isRunning() {
    return !end.isDone();
  }

  @Override
  public void close() {
    isClosed.set(true);
    end.join();
  }
}
