package org.mae4j.record.tensorboard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A histogram with as many buckets as TensorBoard draws, of equal width between the smallest and the largest value; a
 * single bucket if all values are equal.
 *
 * @param count number of values
 * @param limits upper limit of each bucket, exclusive except for the last one, which is the largest value
 * @param counts number of values in each bucket
 */
public record Histogram(double min, double max, long count, double sum, double sumOfSquares, List<Double> limits,
    List<Double> counts) {
  private static final int BUCKETS = 30;

  /** Returns the histogram of the finite values; empty if there are none. */
  public static Optional<Histogram> of(float[] values) {
    float[] finite = finite(values);
    if (finite.length == 0) {
      return Optional.empty();
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (double value : finite) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      squares += value * value;
    }
    double[] limits = limits(min, max);
    return Optional.of(new Histogram(min, max, finite.length, sum, squares, list(limits),
        list(counts(finite, limits))));
  }

  private static float[] finite(float[] values) {
    float[] finite = new float[values.length];
    int count = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        finite[count++] = value;
      }
    }
    return Arrays.copyOf(finite, count);
  }

  private static double[] limits(double min, double max) {
    double[] limits = new double[min == max ? 1 : BUCKETS];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = min + (max - min) * (i + 1) / limits.length;
    }
    limits[limits.length - 1] = max;
    return limits;
  }

  private static double[] counts(float[] values, double[] limits) {
    double[] counts = new double[limits.length];
    for (float value : values) {
      int index = Arrays.binarySearch(limits, value);
      int bucket = index < 0 ? -index - 1 : index + 1;
      counts[Math.min(bucket, limits.length - 1)]++;
    }
    return counts;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
