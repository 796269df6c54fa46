package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an action periodically on its own thread until it is closed. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final ScheduledExecutorService thread;

  /** @param interval before the first run and between two runs */
  Ticker(Duration interval, Runnable action) {
    this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread made = new Thread(work, "display");
      made.setDaemon(true);
      return made;
    });
    Future<?> unused = thread.scheduleAtFixedRate(() -> tick(action), interval.toMillis(), interval.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Logs exceptions: the executor would silently cancel the action. */
  private static void tick(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("cannot show the progress of the sweep", e);
    }
  }

  /** Waits until the current run of the action ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
