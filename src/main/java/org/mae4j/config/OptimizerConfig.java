package org.mae4j.config;

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
        .require(baseLearningRate > 0, "baseLearningRate", "must be above 0, is " + baseLearningRate)
        .require(minLearningRate >= 0, "minLearningRate", "must not be negative, is " + minLearningRate)
        .require(warmupFraction >= 0 && warmupFraction < 1, "warmupFraction", "must lie in [0, 1), is " + warmupFraction)
        .require(beta1 >= 0 && beta1 < 1, "beta1", "must lie in [0, 1), is " + beta1)
        .require(beta2 >= 0 && beta2 < 1, "beta2", "must lie in [0, 1), is " + beta2)
        .require(epsilon > 0, "epsilon", "must be above 0, is " + epsilon)
        .require(weightDecay >= 0, "weightDecay", "must not be negative, is " + weightDecay)
        .require(clipNorm >= 0, "clipNorm", "must not be negative, is " + clipNorm)
        .throwIfAny();
  }
}
