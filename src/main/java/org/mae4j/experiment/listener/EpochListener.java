package org.mae4j.experiment.listener;

import org.mae4j.experiment.run.Run;
import org.mae4j.train.TrainingListener;

/**
 * Tells the listener of a run that an epoch has ended. It is the last listener of a training, because others measure the
 * epoch.
 *
 * @param stage key of the stage that trains
 */
record EpochListener(Run run, String stage) implements TrainingListener {
  @Override
  public void onEpoch(int epoch, long steps, double meanLoss) {
    run.listener().epochEnded(stage, epoch);
  }
}
