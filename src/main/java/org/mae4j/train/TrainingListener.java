package org.mae4j.train;

/** Watches a training; called between steps on the thread that trains. */
public interface TrainingListener {
  /** After every step that was applied. */
  default void onStep(StepReport report) {}

  /**
   * After every step that was passed over, in the place of {@link #onStep}.
   *
   * @param report whose loss or gradient norm is not finite
   * @param skipped steps passed over in all, this one among them
   * @param problem what is not finite, and where; one line
   */
  default void onSkip(StepReport report, int skipped, String problem) {}

  /**
   * After the last step of an epoch.
   *
   * @param epoch epochs completed, from 1
   * @param steps done in all
   * @param meanLoss mean over the epoch's steps that were applied; not a number if none was
   */
  default void onEpoch(int epoch, long steps, double meanLoss) {}

  /**
   * When all listeners have been told of a step, and again when they have been told of the end of an epoch: whoever
   * goes on from {@code state} repeats nothing of that and misses nothing.
   */
  default void onState(TrainingState state) {}
}
