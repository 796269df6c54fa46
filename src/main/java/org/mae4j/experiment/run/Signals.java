package org.mae4j.experiment.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While open, SIGTERM and SIGINT are noted, for runs to stop where nothing is lost; a second one ends the process at
 * once. The process has one handler of each, so all that are open at once hear the same.
 */
public final class Signals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
  private static final AtomicReference<StopSignal> RECEIVED = new AtomicReference<>();
  private static final Map<StopSignal, Object> BEFORE = new EnumMap<>(StopSignal.class);
  private static int open;

  private Signals() {}

  public static Signals listen() {
    synchronized (Signals.class) {
      if (open == 0) {
        RECEIVED.set(null);
        for (StopSignal signal : StopSignal.values()) {
          BEFORE.put(signal, org.jline.utils.Signals.register(signal.name(), () -> receive(signal)));
        }
      }
      open++;
    }
    return new Signals();
  }

  /** The signal that asked to stop, if one did. */
  public Optional<StopSignal> received() {
    return Optional.ofNullable(RECEIVED.get());
  }

  /** Whether a signal asked to stop. */
  public boolean stopRequested() {
    return received().isPresent();
  }

  /** @throws StoppedRunException if a signal asked to stop */
  public void requireNone() {
    received().ifPresent(signal -> {
      throw new StoppedRunException(signal);
    });
  }

  /** Called on a thread of its own. */
  private static void receive(StopSignal signal) {
    if (!RECEIVED.compareAndSet(null, signal)) {
      Runtime.getRuntime().halt(signal.exitCode());
    }
    LOG.info("SIG{}: stopping as soon as nothing is lost; a second signal ends at once", signal);
  }

  @Override
  public void close() {
    synchronized (Signals.class) {
      open--;
      if (open == 0) {
        BEFORE.forEach((signal, handler) -> org.jline.utils.Signals.unregister(signal.name(), handler));
      }
    }
  }
}
