package org.mae4j.base;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs an action periodically on a daemon thread of its own, until this is closed or the action fails. */
public final class Ticker implements AutoCloseable {
  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> runs;

  /**
   * Starts the thread.
   *
   * @param name name of the thread
   * @param firstDelay time before the first run of the action
   * @param interval time between the end of a run and the start of the next
   */
  public Ticker(String name, Duration firstDelay, Duration interval, Runnable action) {
    this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread made = new Thread(work, name);
      made.setDaemon(true);
      return made;
    });
    this.runs = thread.scheduleWithFixedDelay(action, firstDelay.toMillis(), interval.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until the current run of the action ends, at most a minute.
   *
   * @throws RuntimeException that the action failed with
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.MINUTES);
      if (runs.isDone() && !runs.isCancelled()) {
        runs.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
