package org.mae4j.eval.probe;

import java.util.function.UnaryOperator;

/**
 * A shift and a scale of each feature, {@code (value − mean) / deviation}.
 *
 * @param mean {@code [width]}
 * @param deviation {@code [width]}, above 0
 */
public record FeatureNormalization(double[] mean, double[] deviation) implements UnaryOperator<float[]> {

  /** Returns the normalized features in a new row. @param row {@code [width]} */
  @Override
  public float[] apply(float[] row) {
    float[] normalized = row.clone();
    normalize(normalized);
    return normalized;
  }

  /** Normalizes rows in place. @param rows {@code [count·width]} */
  void normalize(float[] rows) {
    double[] scales = new double[deviation.length];
    for (int j = 0; j < scales.length; j++) {
      scales[j] = 1 / deviation[j];
    }
    for (int i = 0; i < rows.length; i += scales.length) {
      for (int j = 0; j < scales.length; j++) {
        rows[i + j] = (float) ((rows[i + j] - mean[j]) * scales[j]);
      }
    }
  }
}
