package org.mae4j.run;

import org.mae4j.config.ExperimentConfig;

/** Threads that compute. */
final class Threads {
  private Threads() {}

  /** As many as the configuration says, the physical cores where it leaves that open; at least 1. */
  static int of(ExperimentConfig config) {
    return config.threads() == 0 ? PhysicalCores.count() : config.threads();
  }
}
