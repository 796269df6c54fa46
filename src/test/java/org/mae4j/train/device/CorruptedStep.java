package org.mae4j.train.device;

import org.mae4j.engine.GraphPlan;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.train.ChangedObjective;
import org.mae4j.train.objective.MicroBatch;
import org.mae4j.train.objective.Objective;

/**
 * Makes the images of one step NaN.
 *
 * @param step its number; -1 for none
 */
record CorruptedStep(long step) {
  Objective of(Objective objective) {
    return new ChangedObjective(objective, this::of);
  }

  private MicroBatch of(MicroBatch batch) {
    return new MicroBatch() {
      private boolean corrupt;

      @Override
      public void fill(int epoch, long number, int microBatch, int[] indices) {
        corrupt = number == step;
        batch.fill(epoch, number, microBatch, indices);
      }

      @Override
      public void copyTo(GraphPlan plan) {
        batch.copyTo(plan);
        if (corrupt) {
          plan.placeholder(MaskedAutoencoder.IMAGES).assign(Double.NaN);
        }
      }
    };
  }
}
