package org.mae4j.engine.parallel;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mae4j.backend.device.Device;
import org.mae4j.config.ExperimentConfig;

/**
 * Threads that compute until a stop is requested.
 *
 * @param threads number of threads, at least 1; with a device, those that prepare its batches and read its results
 * @param stopRequested tells whether to stop; called before each batch, by several threads at once
 * @param device on which the plans run; empty for the CPU
 */
public record Workers(int threads, BooleanSupplier stopRequested, Optional<Device> device) {
  /**
   * The largest number of threads with a device. It computes one batch at a time; meanwhile, the other threads prepare
   * batches and read results. More threads would take more of its memory: each has a plan and a copy of the parameters.
   */
  private static final int MOST_ON_DEVICE = 4;

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
    return new Workers(device.isPresent() ? onDevice(config) : Threads.of(config), stopRequested, device);
  }

  /** Returns the number of threads with a device. */
  public static int onDevice(ExperimentConfig config) {
    return Math.min(MOST_ON_DEVICE, Threads.of(config));
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
