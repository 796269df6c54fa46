package org.mae4j.experiment.run;

import org.mae4j.backend.Backend;
import org.mae4j.base.PhysicalCores;
import org.mae4j.config.ExperimentConfig;

/** Threads that compute. */
public final class Threads {
  private Threads() {}

  /**
   * As many as the configuration says, the physical cores where it leaves that open; on CUDA one, which feeds the card.
   */
  public static int of(ExperimentConfig config) {
    if (Backend.isCuda()) {
      return 1;
    }
    return config.threads() == 0 ? PhysicalCores.count() : config.threads();
  }
}
