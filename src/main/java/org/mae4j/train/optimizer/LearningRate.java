package org.mae4j.train.optimizer;

import org.mae4j.config.training.OptimizerConfig;

/**
 * A schedule of the learning rate per step: linear warm-up, then half a cosine (arXiv 2111.06377, A.1). The first of n
 * warm-up steps has 1/n of the peak.
 *
 * @param peak rate at the end of the warm-up
 * @param minimum rate at which the cosine would end one step after the last
 * @param warmupSteps number of steps in which the rate rises, at least 0
 * @param totalSteps number of steps of the training, at least 1
 */
public record LearningRate(double peak, double minimum, long warmupSteps, long totalSteps) {
  private static final double REFERENCE_BATCH = 256;

  public LearningRate {
    if (totalSteps < 1 || warmupSteps < 0 || warmupSteps > totalSteps) {
      throw new IllegalArgumentException("warm-up of " + warmupSteps + " in " + totalSteps + " steps");
    }
  }

  /** Returns the schedule of a configuration, whose base rate is scaled by {@code batch / 256}. */
  public static LearningRate of(OptimizerConfig config, int batch, long totalSteps) {
    double peak = config.baseLearningRate() * batch / REFERENCE_BATCH;
    return new LearningRate(peak, Math.min(peak, config.minLearningRate()),
        Math.round(config.warmupFraction() * totalSteps), totalSteps);
  }

  /**
   * Returns the rate of step {@code step}, from 0. The rate of the first step is above 0, so the step is not wasted.
   */
  public double at(long step) {
    if (step < warmupSteps) {
      return peak * (step + 1) / warmupSteps;
    }
    double progress = (double) (step - warmupSteps) / (totalSteps - warmupSteps);
    return minimum + (peak - minimum) * 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
