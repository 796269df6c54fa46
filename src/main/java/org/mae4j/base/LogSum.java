package org.mae4j.base;

import java.util.Arrays;

/** Sums of numbers that are known by their logarithms. */
public final class LogSum {
  private LogSum() {}

  /**
   * Returns the logarithm of the sum; the numbers themselves may be too small or too large for a {@code double}.
   *
   * @param logs natural logarithms, at least one, of which at least one is finite
   */
  public static double of(double[] logs) {
    double largest = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
