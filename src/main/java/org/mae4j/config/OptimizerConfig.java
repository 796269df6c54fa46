package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * AdamW with linear warm-up and half a cosine, both per step.
 *
 * @param baseLearningRate for 256 images a step; the peak is {@code baseLearningRate · batch / 256}
 * @param minLearningRate where the cosine ends, not scaled
 * @param warmupFraction share of all steps in which the rate rises linearly from 0, in [0, 1)
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay decoupled, not applied to biases, norms and tokens; at least 0
 * @param clipNorm bound on the global norm of the gradients, 0 for none
 */
public record OptimizerConfig(
    double baseLearningRate,
    double minLearningRate,
    double warmupFraction,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clipNorm) {

  public OptimizerConfig {
    new Checks()
        .positive("baseLearningRate", baseLearningRate)
        .notNegative("minLearningRate", minLearningRate)
        .share("warmupFraction", warmupFraction)
        .share("beta1", beta1)
        .share("beta2", beta2)
        .positive("epsilon", epsilon)
        .notNegative("weightDecay", weightDecay)
        .notNegative("clipNorm", clipNorm)
        .throwIfAny();
  }
}
