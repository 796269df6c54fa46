package org.mae4j.eval.probe;

import java.util.Arrays;
import java.util.List;
import org.mae4j.eval.ClassifierHead;
import org.mae4j.eval.RankedClasses;

/**
 * A linear classifier on normalized features.
 *
 * @param normalization of the features
 * @param weights {@code [width + 1][classes]}, row-major; the last row has the biases
 */
public record LinearClassifier(FeatureNormalization normalization, float[] weights) implements ClassifierHead {

  /** Returns the number of features. */
  public int width() {
    return normalization.mean().length;
  }

  @Override
  public int classes() {
    return weights.length / (width() + 1);
  }

  /** Ranks classes by their logits. @param outputs features, {@code [images][width]} */
  @Override
  public List<RankedClasses> rank(float[][] outputs) {
    return Arrays.stream(outputs)
        .map(row -> RankedClasses.ofLogits(logits(normalization.apply(row), weights))).toList();
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
