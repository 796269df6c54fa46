package org.mae4j.sweep.display;

import java.time.Duration;
import org.mae4j.base.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the progress of a sweep periodically. */
final class DisplayTicker {
  private static final Logger LOG = LoggerFactory.getLogger(DisplayTicker.class);

  private DisplayTicker() {}

  /** Starts to show. A failure is logged, and the sweep goes on. @param interval before the first run and between runs */
  static Ticker start(Duration interval, Runnable action) {
    return new Ticker("display", interval, interval, () -> {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.warn("cannot show the progress of the sweep", e);
      }
    });
  }
}
