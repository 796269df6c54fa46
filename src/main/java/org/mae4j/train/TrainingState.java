package org.mae4j.train;

/**
 * How far a training has come. With the parameters and the optimizer it is all that a loop needs to go on, for all that
 * is random is a function of seeds and counters.
 *
 * @param step steps done, skipped ones among them
 * @param epoch epochs whose end was told; where {@code step} is the last of the next, its end is still to be told
 * @param lossSum over the steps of the current epoch that were applied
 * @param lossCount of those steps
 * @param skipped steps that were not applied, in all
 */
public record TrainingState(long step, int epoch, double lossSum, int lossCount, int skipped) {
  /** Before the first step. */
  public static final TrainingState START = new TrainingState(0, 0, 0, 0, 0);

  public TrainingState {
    if (step < 0 || epoch < 0 || lossCount < 0 || skipped < 0 || !Double.isFinite(lossSum)) {
      throw new IllegalArgumentException("not a state of a training: step " + step + ", epoch " + epoch + ", loss "
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

  /** Mean over the current epoch's steps so far; not a number if none was applied. */
  double meanLoss() {
    return lossSum / lossCount;
  }
}
