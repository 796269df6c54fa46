package org.mae4j.engine;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mae4j.backend.device.Device;
import org.mae4j.config.ExperimentConfig;

/**
 * Threads that compute until a stop is requested.
 *
 * @param threads number of threads, at least 1; exactly 1 with a device
 * @param stopRequested tells whether to stop; called before each batch, by several threads at once
 * @param device on which the plans run; empty for the CPU
 */
public record Workers(int threads, BooleanSupplier stopRequested, Optional<Device> device) {
  public Workers {
    if (device.isPresent() && threads != 1) {
      throw new IllegalArgumentException("one thread feeds a device, not " + threads);
    }
  }

  /** Creates workers on the CPU. */
  public Workers(int threads, BooleanSupplier stopRequested) {
    this(threads, stopRequested, Optional.empty());
  }

  /** Returns workers on the CPU that are never stopped. */
  public static Workers of(int threads) {
    return new Workers(threads, () -> false);
  }

  /** Returns workers that are never stopped: the configured number of threads, or a device. */
  public static Workers of(ExperimentConfig config, Optional<Device> device) {
    return of(config, () -> false, device);
  }

  /** Returns workers that can be stopped: the configured number of threads, or a device. */
  public static Workers of(ExperimentConfig config, BooleanSupplier stopRequested, Optional<Device> device) {
    return new Workers(device.isPresent() ? 1 : Threads.of(config), stopRequested, device);
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
