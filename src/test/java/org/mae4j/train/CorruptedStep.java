package org.mae4j.train;

import org.mae4j.engine.GraphPlan;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Makes the images of one step NaN.
 *
 * @param step its number; -1 for none
 */
record CorruptedStep(long step) {
  Objective of(Objective objective) {
    return new Objective() {
      @Override
      public SameDiff graph(int microBatch) {
        return objective.graph(microBatch);
      }

      @Override
      public String loss() {
        return objective.loss();
      }

      @Override
      public int images() {
        return objective.images();
      }

      @Override
      public MicroBatch microBatch(int size) {
        MicroBatch batch = objective.microBatch(size);
        boolean[] corrupt = new boolean[1];
        return new MicroBatch() {
          @Override
          public void fill(int epoch, long number, int microBatch, int[] indices) {
            corrupt[0] = number == step;
            batch.fill(epoch, number, microBatch, indices);
          }

          @Override
          public void copyTo(GraphPlan plan) {
            batch.copyTo(plan);
            if (corrupt[0]) {
              plan.placeholder(MaskedAutoencoder.IMAGES).assign(Double.NaN);
            }
          }
        };
      }
    };
  }
}
