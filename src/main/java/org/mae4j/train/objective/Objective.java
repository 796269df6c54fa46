package org.mae4j.train.objective;

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

  /**
   * Returns the objective of an epoch, over the same parameters and images, whose graph and micro-batches have the shapes
   * of that epoch. Epochs of the same shapes have the same object; by default it is this one for all epochs.
   *
   * @param epoch number of the epoch, from 0
   */
  default Objective at(int epoch) {
    return this;
  }

  /** Returns a new micro-batch of {@code size} images. */
  MicroBatch microBatch(int size);
}
