package org.mae4j.cli.option;

import java.util.EnumMap;
import java.util.Map;
import org.jline.utils.Signals;
import org.mae4j.experiment.run.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a signal ends the process, while a command has nothing to keep yet, such as during the reading of data. A run
 * that has begun handles the signals itself.
 */
final class EndSignals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndSignals.class);

  private final Map<StopSignal, Object> before = new EnumMap<>(StopSignal.class);

  private EndSignals() {}

  /**
   * Starts to handle the signals.
   *
   * @param consequence what follows "stopped by SIGINT"; may be empty
   */
  static EndSignals listen(String consequence) {
    EndSignals signals = new EndSignals();
    for (StopSignal signal : StopSignal.values()) {
      signals.before.put(signal, Signals.register(signal.name(), () -> {
        LOG.info("stopped by SIG{}{}", signal, consequence);
        System.exit(signal.exitCode());
      }));
    }
    return signals;
  }

  @Override
  public void close() {
    before.forEach((signal, handler) -> Signals.unregister(signal.name(), handler));
  }
}
