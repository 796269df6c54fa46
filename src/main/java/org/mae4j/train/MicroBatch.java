package org.mae4j.train;

import org.mae4j.engine.GraphPlan;

/** Host memory of one micro-batch of an {@link Objective}, filled over and over; one thread at a time works on it. */
public interface MicroBatch {
  /**
   * Reads and draws a micro-batch, a function of the arguments alone. Makes no arrays of the size of images.
   *
   * @param epoch counted from 0
   * @param step counted from 0 over all epochs
   * @param microBatch counted from 0 in the step
   * @param indices of the images in the training set, as many as there is room for
   */
  void fill(int epoch, long step, int microBatch, int[] indices);

  /** Copies what was filled in last into the placeholders of a plan. */
  void copyTo(GraphPlan plan);
}
