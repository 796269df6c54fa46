package org.mae4j.train;

/** Observes a training; called between steps on the training thread. */
public interface TrainingListener {
  /** Called after every step that was applied. */
  default void onStep(StepReport report) {}

  /**
   * Called instead of {@link #onStep} after every step that was skipped.
   *
   * @param report of the step, with a loss or gradient norm that is not finite
   * @param skipped number of skipped steps so far, including this one
   * @param problem what is not finite, and where; one line
   */
  default void onSkip(StepReport report, int skipped, String problem) {}

  /**
   * Called after the last step of an epoch.
   *
   * @param epoch number of completed epochs, from 1
   * @param steps number of steps done
   * @param meanLoss mean over the epoch's applied steps; NaN if there was none
   */
  default void onEpoch(int epoch, long steps, double meanLoss) {}

  /**
   * Called after all listeners were called for a step, and again after they were called for the end of an epoch. A
   * training that resumes from {@code state} repeats none of these calls and misses none.
   */
  default void onState(TrainingState state) {}
}
