package org.mae4j.config.training;

import org.mae4j.config.check.Checks;

/**
 * The number of images of a step and of a micro-batch.
 *
 * @param size images per step, a multiple of {@code microBatch}
 * @param microBatch images whose gradient is computed at once, at least 1. It determines the memory that training
 *     needs. The gradients of the micro-batches are added in a fixed order, so results do not depend on the threads
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

  /** Returns the number of micro-batches of a step. */
  public int microBatches() {
    return size / microBatch;
  }
}
