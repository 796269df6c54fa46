package org.mae4j.engine;

import java.util.function.BooleanSupplier;

/**
 * Threads to compute on for as long as nobody asks to stop.
 *
 * @param threads at least 1
 * @param stopRequested asked before each batch, by several threads at once
 */
public record Workers(int threads, BooleanSupplier stopRequested) {

  /** Workers whom nothing stops. */
  public static Workers of(int threads) {
    return new Workers(threads, () -> false);
  }

  /** @throws StoppedException if that was asked for */
  public void requireNotStopped() {
    if (stopRequested.getAsBoolean()) {
      throw new StoppedException();
    }
  }
}
