package org.mae4j.train.objective;

import org.mae4j.engine.GraphPlan;

/**
 * A micro-batch of an {@link Objective} on the Java heap, in arrays that are used again; for one thread at a time.
 */
public interface MicroBatch {
  /**
   * Reads and draws a micro-batch, which is a function of the arguments alone. It allocates no arrays of the size of
   * images.
   *
   * @param epoch number of the epoch, from 0
   * @param step number of the step over all epochs, from 0
   * @param microBatch number within the step, from 0
   * @param indices of the images in the training set, as many as the micro-batch has
   */
  void fill(int epoch, long step, int microBatch, int[] indices);

  /** Copies the micro-batch of the last call of {@link #fill} into the placeholders of a plan. */
  void copyTo(GraphPlan plan);
}
