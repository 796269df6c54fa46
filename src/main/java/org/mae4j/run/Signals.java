package org.mae4j.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While open, SIGTERM and SIGINT are noted, for the run to stop where nothing is lost; a second one ends the process
 * at once.
 */
final class Signals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final AtomicReference<StopSignal> received = new AtomicReference<>();
  private final Map<StopSignal, Object> before = new EnumMap<>(StopSignal.class);

  private Signals() {}

  static Signals listen() {
    Signals signals = new Signals();
    for (StopSignal signal : StopSignal.values()) {
      signals.before.put(signal,
          org.jline.utils.Signals.register(signal.name(), () -> signals.receive(signal)));
    }
    return signals;
  }

  /** The signal that asked to stop, if one did. */
  Optional<StopSignal> received() {
    return Optional.ofNullable(received.get());
  }

  /** Called on a thread of its own. */
  private void receive(StopSignal signal) {
    if (!received.compareAndSet(null, signal)) {
      Runtime.getRuntime().halt(signal.exitCode());
    }
    LOG.info("SIG{}: stopping as soon as nothing is lost; a second signal ends at once", signal);
  }

  @Override
  public void close() {
    before.forEach((signal, handler) -> org.jline.utils.Signals.unregister(signal.name(), handler));
  }
}
