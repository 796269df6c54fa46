package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * How a step's images are cut.
 *
 * @param size images a step, a multiple of {@code microBatch}
 * @param microBatch images whose gradient is computed at once; the gradients of a step's micro-batches are
 *     accumulated in a fixed order, so memory follows this number and results do not follow the threads
 */
public record BatchConfig(int size, int microBatch) {
  public BatchConfig {
    new Checks()
        .atLeast(1, "size", size)
        .atLeast(1, "microBatch", microBatch)
        .require(microBatch < 1 || size % microBatch == 0, "microBatch",
            "must divide size (" + size + "), is " + microBatch, "size")
        .throwIfAny();
  }

  /** Micro-batches whose gradients make a step's. */
  public int microBatches() {
    return size / microBatch;
  }
}
