package org.mae4j.train;

/**
 * The progress of a training. With the parameters and the optimizer it is all that a loop needs to resume, because
 * all randomness is a function of seeds and counters.
 *
 * @param step number of steps done, including skipped ones
 * @param epoch number of epochs whose end was reported; if {@code step} is the last of the next one, its end is not
 *     yet reported
 * @param lossSum sum over the applied steps of the current epoch
 * @param lossCount number of these steps
 * @param skipped number of steps that were not applied
 */
public record TrainingState(long step, int epoch, double lossSum, int lossCount, int skipped) {
  /** The state before the first step. */
  public static final TrainingState START = new TrainingState(0, 0, 0, 0, 0);

  public TrainingState {
    if (step < 0 || epoch < 0 || lossCount < 0 || skipped < 0 || !Double.isFinite(lossSum)) {
      throw new IllegalArgumentException("invalid state of a training: step " + step + ", epoch " + epoch + ", loss "
          + lossSum + " over " + lossCount + " steps, " + skipped + " skipped");
    }
  }

  TrainingState applied(double loss) {
    return new TrainingState(step + 1, epoch, lossSum + loss, lossCount + 1, skipped);
  }

  TrainingState notApplied() {
    return new TrainingState(step + 1, epoch, lossSum, lossCount, skipped + 1);
  }

  TrainingState nextEpoch() {
    return new TrainingState(step, epoch + 1, 0, 0, skipped);
  }

  /** Returns the mean over the current epoch's steps so far; NaN if none was applied. */
  double meanLoss() {
    return lossSum / lossCount;
  }
}
