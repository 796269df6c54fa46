package org.mae4j.experiment.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.mae4j.record.log.SystemLog;

/**
 * Records the memory of a stage that trains no network step by step: at its start, every few seconds on a thread of its
 * own, and at its end.
 */
public final class MemorySampler implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final String stage;
  private final SystemLog log;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> samples;

  private MemorySampler(String stage, SystemLog log, Duration interval) {
    this.stage = stage;
    this.log = log;
    this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "memory-sampler");
      thread.setDaemon(true);
      return thread;
    });
    this.samples = timer.scheduleAtFixedRate(this::sample, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Starts to record. @param stage key of the stage */
  public static MemorySampler start(String stage, SystemLog log) {
    return new MemorySampler(stage, log, INTERVAL);
  }

  static MemorySampler start(String stage, SystemLog log, Duration interval) {
    return new MemorySampler(stage, log, interval);
  }

  private void sample() {
    log.append(stage, 0, 0, 0, 0, 0);
  }

  /**
   * Ends the recording; no row is written after this.
   *
   * @throws java.io.UncheckedIOException if a row could not be written
   */
  @Override
  public void close() {
    boolean failed = !samples.cancel(false);
    timer.shutdown();
    try {
      if (failed) {
        samples.get();
      }
      if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the memory is still being recorded");
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure; // such as that of a full disk, which is no bug
      }
      throw new IllegalStateException("the memory could not be recorded", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sample();
  }
}
