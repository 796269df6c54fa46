package org.mae4j.engine.device;

/**
 * The numbers of one update by AdamW, the same for all parameters.
 *
 * @param learningRate before the factor of a parameter
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon value added to the root of the corrected second moment
 * @param steps number of updates, including this one
 * @param clipNorm bound of the norm of all gradients together; 0 for none
 * @param averageDecay weight of the previous moving average, in [0, 1]
 */
public record UpdateNumbers(double learningRate, double beta1, double beta2, double epsilon, long steps,
    double clipNorm, double averageDecay) {
  /** Number of values of {@link #values}. */
  static final int COUNT = 8;

  /** Returns the members of the structure {@code Step} of {@code optimizer.cu}. */
  double[] values() {
    return new double[] {learningRate, beta1, beta2, 1 - Math.pow(beta1, steps), 1 - Math.pow(beta2, steps), epsilon,
        clipNorm, 1 - averageDecay};
  }
}
