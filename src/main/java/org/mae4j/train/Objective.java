package org.mae4j.train;

import org.nd4j.autodiff.samediff.SameDiff;

/** What a training loop minimizes: a graph and the images for it. */
public interface Objective {
  /**
   * Returns a new graph over the parameters for micro-batches of {@code microBatch} images, with a scalar loss that
   * is a mean over the images.
   */
  SameDiff graph(int microBatch);

  /** Returns the name of the loss in the graph. */
  String loss();

  /** Returns the number of training images. */
  int images();

  /** Returns a new micro-batch of {@code size} images. */
  MicroBatch microBatch(int size);
}
