package org.mae4j.cli.option.pages;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/** Waits for Ctrl-C or SIGTERM. */
public final class TerminationSignal {
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private final CountDownLatch received = new CountDownLatch(1);

  private TerminationSignal() {}

  /** Returns a signal that may come from now on. */
  public static TerminationSignal listen() {
    TerminationSignal signal = new TerminationSignal();
    SIGNALS.forEach(name -> Signals.register(name, signal.received::countDown));
    return signal;
  }

  /** Waits until the signal comes. */
  public void await() {
    try {
      received.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
