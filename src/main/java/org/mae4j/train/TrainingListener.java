package org.mae4j.train;

/** Watches a training; called between steps on the thread that trains. */
public interface TrainingListener {
  /** After every step. */
  default void onStep(StepReport report) {}

  /**
   * After the last step of an epoch.
   *
   * @param epoch epochs completed, from 1
   * @param last the report of the epoch's last step
   * @param meanLoss mean over the epoch's steps
   */
  default void onEpoch(int epoch, StepReport last, double meanLoss) {}
}
