package org.mae4j.train;

import org.mae4j.config.OptimizerConfig;

/**
 * Linear warm-up, then half a cosine, per step (arXiv 2111.06377, A.1).
 *
 * @param peak reached at the end of the warm-up
 * @param minimum where the cosine would end one step after the last
 * @param warmupSteps steps in which the rate rises, at least 0
 * @param totalSteps of the whole training, at least 1
 */
public record LearningRate(double peak, double minimum, long warmupSteps, long totalSteps) {
  private static final double REFERENCE_BATCH = 256;

  public LearningRate {
    if (totalSteps < 1 || warmupSteps < 0 || warmupSteps > totalSteps) {
      throw new IllegalArgumentException("warm-up of " + warmupSteps + " in " + totalSteps + " steps");
    }
  }

  /** The schedule that a configuration asks for; the base rate is scaled by {@code batch / 256}. */
  public static LearningRate of(OptimizerConfig config, int batch, long totalSteps) {
    double peak = config.baseLearningRate() * batch / REFERENCE_BATCH;
    return new LearningRate(peak, Math.min(peak, config.minLearningRate()),
        Math.round(config.warmupFraction() * totalSteps), totalSteps);
  }

  /** The rate of step {@code step}, counted from 0; the first is above 0, so that no step is wasted. */
  public double at(long step) {
    if (step < warmupSteps) {
      return peak * (step + 1) / warmupSteps;
    }
    double progress = (double) (step - warmupSteps) / (totalSteps - warmupSteps);
    return minimum + (peak - minimum) * 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
