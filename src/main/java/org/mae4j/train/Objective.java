package org.mae4j.train;

import org.mae4j.engine.GraphPlan;
import org.nd4j.autodiff.samediff.SameDiff;

/** What a training loop minimises: a graph and the images that are fed to it. */
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

  /**
   * Writes a micro-batch into the placeholders of a plan. May be called by several threads at once; what is written
   * depends on the arguments alone.
   *
   * @param epoch counted from 0
   * @param step counted from 0 over all epochs
   * @param microBatch counted from 0 in the step
   * @param indices of the images in the training set
   */
  void write(GraphPlan plan, int epoch, long step, int microBatch, int[] indices);
}
