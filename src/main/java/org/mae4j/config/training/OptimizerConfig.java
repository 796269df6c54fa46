package org.mae4j.config.training;

import org.mae4j.config.check.Checks;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101) or Muon with a linear warm-up and a cosine schedule, both updated per
 * step.
 *
 * @param baseLearningRate learning rate for a batch of 256 images, above 0; the peak is
 *     {@code baseLearningRate · batch / 256}
 * @param minLearningRate learning rate at the end of the schedule, not scaled by the batch size; at least 0
 * @param warmupFraction fraction of the steps in which the learning rate rises linearly, in [0, 1); of n such steps, the
 *     first has 1/n of the peak
 * @param beta1 decay rate of the first moment, in [0, 1)
 * @param beta2 decay rate of the second moment, in [0, 1)
 * @param epsilon added to the square root of the second moment, above 0
 * @param weightDecay decoupled weight decay, not applied to biases, layer norms and tokens; at least 0
 * @param clipNorm largest global norm of the gradients, at least 0; 0 for no clipping
 * @param kind what updates the weight matrices of the transformer blocks; AdamW updates all other parameters
 * @param momentum decay rate of Muon's momentum, in [0, 1); AdamW does not use it
 */
public record OptimizerConfig(
    double baseLearningRate,
    double minLearningRate,
    double warmupFraction,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clipNorm,
    OptimizerKind kind,
    double momentum) {

  /** Optimizers of the weight matrices of the transformer blocks. */
  public enum OptimizerKind {
    /** Adam with decoupled weight decay. */
    ADAMW,
    /** Momentum with orthogonalized updates (Jordan et al., 2024). */
    MUON
  }

  public OptimizerConfig {
    new Checks()
        .positive("baseLearningRate", baseLearningRate)
        .notNegative("minLearningRate", minLearningRate)
        .share("warmupFraction", warmupFraction)
        .decay("beta1", beta1)
        .decay("beta2", beta2)
        .positive("epsilon", epsilon)
        .notNegative("weightDecay", weightDecay)
        .notNegative("clipNorm", clipNorm)
        .decay("momentum", momentum)
        .throwIfAny();
  }
}
