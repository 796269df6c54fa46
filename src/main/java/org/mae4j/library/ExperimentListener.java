package org.mae4j.library;

/** Observes an experiment and can stop it. Its methods are called on the threads of the experiment, which wait. */
public interface ExperimentListener {
  /**
   * Called after each epoch of a stage that trains, when the epoch has been validated and all of its metrics have been
   * passed to {@link #onMetric}. A stop that is requested here takes place before the next step.
   *
   * @param stage name of the stage: {@code pretrain}, {@code finetune} or {@code scratch}
   * @param epoch number of the epoch, from 1
   */
  default void onEpoch(String stage, int epoch) {}

  /** Called for each metric that is recorded. */
  default void onMetric(Metric metric) {}

  /**
   * Returns whether the experiment is to stop after the current step. {@link ExperimentRunner#run} then throws an {@link
   * ExperimentStoppedException}, and {@link ExperimentRunner#resume} or {@code ./mae4j resume} continues the run.
   */
  default boolean isStopRequested() {
    return false;
  }

  /**
   * A value of a metric.
   *
   * @param stage name of the stage, such as {@code pretrain}
   * @param name name that begins with the stage, such as {@code pretrain.train.loss}
   * @param step number of optimizer steps
   * @param epoch number of epochs, with a fraction within an epoch
   */
  record Metric(String stage, String name, long step, double epoch, double value) {}
}
