package org.mae4j.experiment.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles SIGTERM and SIGINT while it is open: the first signal asks runs to stop and to keep a checkpoint, a second one
 * ends the process immediately. A process has one handler for each signal, so all open instances receive the same
 * signals.
 */
public final class StopSignals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final AtomicReference<StopSignal> RECEIVED = new AtomicReference<>();
  private static final Map<StopSignal, Object> BEFORE = new EnumMap<>(StopSignal.class);
  private static int open;

  private StopSignals() {}

  /** Starts to handle the signals. */
  public static StopSignals listen() {
    synchronized (StopSignals.class) {
      if (open == 0) {
        RECEIVED.set(null);
        for (StopSignal signal : StopSignal.values()) {
          BEFORE.put(signal, org.jline.utils.Signals.register(signal.name(), () -> receive(signal)));
        }
      }
      open++;
    }
    return new StopSignals();
  }

  /** Returns the signal that asked to stop; empty if there was none. */
  public Optional<StopSignal> received() {
    return Optional.ofNullable(RECEIVED.get());
  }

  /** Returns whether a signal came while any instance was open, since the first one was opened. */
  public static boolean wasReceived() {
    return RECEIVED.get() != null;
  }

  /** Returns whether a signal asked to stop. */
  public boolean stopRequested() {
    return received().isPresent();
  }

  /** @throws StoppedRunException if a signal asked to stop */
  public void requireNone() {
    received().ifPresent(signal -> {
      throw new StoppedRunException(signal);
    });
  }

  /** Handles a signal, on a thread of its own. */
  private static void receive(StopSignal signal) {
    if (!RECEIVED.compareAndSet(null, signal)) {
      Runtime.getRuntime().halt(signal.exitCode());
    }
    LOG.info("SIG{}: stopping after the current step; a second signal stops immediately", signal);
  }

  @Override
  public void close() {
    synchronized (StopSignals.class) {
      open--;
      if (open == 0) {
        BEFORE.forEach((signal, handler) -> org.jline.utils.Signals.unregister(signal.name(), handler));
      }
    }
  }
}
