package org.mae4j.engine;

import java.util.function.BooleanSupplier;

/**
 * Threads that compute until a stop is requested.
 *
 * @param threads number of threads, at least 1
 * @param stopRequested tells whether to stop; called before each batch, by several threads at once
 */
public record Workers(int threads, BooleanSupplier stopRequested) {

  /** Returns workers that are never stopped. */
  public static Workers of(int threads) {
    return new Workers(threads, () -> false);
  }

  /**
   * Checks whether a stop is requested.
   *
   * @throws StoppedException if it is
   */
  public void requireNotStopped() {
    if (stopRequested.getAsBoolean()) {
      throw new StoppedException();
    }
  }
}
