package org.mae4j.eval;

/**
 * A linear classifier on normalized features.
 *
 * @param normalization of the features
 * @param weights {@code [width + 1][classes]}, row-major; the last row has the biases
 */
public record LinearClassifier(FeatureNormalization normalization, float[] weights) {

  /** Returns the number of features. */
  public int width() {
    return normalization.mean().length;
  }

  /** Returns the number of classes. */
  public int classes() {
    return weights.length / (width() + 1);
  }

  /** Returns the logit of each class. @param features {@code [width]} */
  public double[] logits(float[] features) {
    return logits(normalization.apply(features), weights);
  }

  /** Returns the logit of each class. @param normalized normalized features {@code [width]} */
  static double[] logits(float[] normalized, float[] weights) {
    int width = normalized.length;
    int classes = weights.length / (width + 1);
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      logits[c] = weights[width * classes + c];
    }
    for (int j = 0; j < width; j++) {
      for (int c = 0; c < classes; c++) {
        logits[c] += normalized[j] * weights[j * classes + c];
      }
    }
    return logits;
  }
}
