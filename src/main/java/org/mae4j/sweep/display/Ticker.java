package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final ScheduledExecutorService thread;

  /** @param action done for the first time after {@code interval} */
  Ticker(Duration interval, Runnable action) {
    this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread made = new Thread(work, "display");
      made.setDaemon(true);
      return made;
    });
    thread.scheduleAtFixedRate(() -> tick(action), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Without this, the executor would do no more and say nothing of it. */
  private static void tick(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("cannot show how the sweep comes on", e);
    }
  }

  /** Waits for what is being done. */
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
