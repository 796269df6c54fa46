package org.mae4j.train;

import org.nd4j.autodiff.samediff.SameDiff;

/** What a training loop minimizes: a graph and the images that are fed to it. */
public interface Objective {
  /**
   * A new graph over the parameters for micro-batches of {@code microBatch} images, with one scalar loss variable
   * that is a mean over the images.
   */
  SameDiff graph(int microBatch);

  /** Name of the loss in the graph. */
  String loss();

  /** Training images. */
  int images();

  /** New host memory for micro-batches of {@code size} images. */
  MicroBatch microBatch(int size);
}
