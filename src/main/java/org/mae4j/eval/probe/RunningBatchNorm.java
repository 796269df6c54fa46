package org.mae4j.eval.probe;

import java.util.Arrays;

/**
 * A batch norm without gain and bias (arXiv 1502.03167) over rows of features. It has nothing to learn and stands in
 * front of a linear classifier, so its gradient is not needed.
 */
final class RunningBatchNorm {
  private static final double EPSILON = 1e-5;
  /** Factor per step on the running statistics, which evaluation uses. */
  private static final double DECAY = 0.9;

  private final int width;
  private final double[] mean;
  private final double[] variance;
  /** What the running statistics lack because they start at 0: they are divided by {@code 1 − missing}. */
  private double missing = 1;

  /** @param width number of values in a row */
  RunningBatchNorm(int width) {
    this.width = width;
    this.mean = new double[width];
    this.variance = new double[width];
  }

  /**
   * Normalizes a batch in place by its own mean and variance, and adds these to the running ones.
   *
   * @param rows {@code [count·width]}
   */
  void train(float[] rows) {
    double[] means = means(rows);
    double[] variances = variances(rows, means);
    new FeatureNormalization(means, deviations(variances)).normalize(rows);
    for (int j = 0; j < width; j++) {
      mean[j] = DECAY * mean[j] + (1 - DECAY) * means[j];
      variance[j] = DECAY * variance[j] + (1 - DECAY) * variances[j];
    }
    missing *= DECAY;
  }

  /**
   * Returns the normalization by weighted means over the batches so far, of which at least one is needed. Unlike those of
   * PyTorch's batch norm, they don't contain a start value, which would shift the features after a few steps.
   */
  FeatureNormalization evaluation() {
    return new FeatureNormalization(corrected(mean), deviations(corrected(variance)));
  }

  private double[] corrected(double[] running) {
    return Arrays.stream(running).map(value -> value / (1 - missing)).toArray();
  }

  private double[] means(float[] rows) {
    double[] sums = new double[width];
    for (int i = 0; i < rows.length; i += width) {
      for (int j = 0; j < width; j++) {
        sums[j] += rows[i + j];
      }
    }
    return perRow(sums, rows);
  }

  private double[] variances(float[] rows, double[] means) {
    double[] squares = new double[width];
    for (int i = 0; i < rows.length; i += width) {
      for (int j = 0; j < width; j++) {
        double difference = rows[i + j] - means[j];
        squares[j] += difference * difference;
      }
    }
    return perRow(squares, rows);
  }

  private double[] perRow(double[] sums, float[] rows) {
    return Arrays.stream(sums).map(sum -> sum * width / rows.length).toArray();
  }

  private static double[] deviations(double[] variances) {
    return Arrays.stream(variances).map(value -> Math.sqrt(value + EPSILON)).toArray();
  }
}
