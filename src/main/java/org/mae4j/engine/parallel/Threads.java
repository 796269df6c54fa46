package org.mae4j.engine.parallel;

import org.mae4j.backend.Backend;
import org.mae4j.base.machine.PhysicalCores;
import org.mae4j.config.ExperimentConfig;

/** The number of threads that compute. */
public final class Threads {
  private Threads() {}

  /**
   * Returns the configured number; by default the number of physical cores. On CUDA it is 1, the thread that feeds
   * the GPU.
   */
  public static int of(ExperimentConfig config) {
    if (Backend.isCuda()) {
      return 1;
    }
    return config.threads() == 0 ? PhysicalCores.count() : config.threads();
  }
}
