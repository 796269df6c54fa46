package org.mae4j.sweep.gaussian;

import org.apache.commons.math3.special.Erf;

/**
 * A normal distribution of a value.
 *
 * @param deviation standard deviation, above 0
 */
record PredictedValue(double mean, double deviation) {
  private static final double LOG_ROOT_TWO_PI = StrictMath.log(2 * Math.PI) / 2;
  /** Below it, the parts of the improvement cancel each other or are 0, and the first terms of its series are exact. */
  private static final double TAIL = -30;

  /**
   * Returns the logarithm of how much lower than {@code lowest} the value is expected to be, where it is lower (Jones,
   * Schonlau and Welch 1998, equation 15).
   */
  double logImprovement(double lowest) {
    double standardized = (lowest - mean) / deviation;
    double square = standardized * standardized;
    double logDensity = -square / 2 - LOG_ROOT_TWO_PI;
    double logScaled = standardized < TAIL ? logDensity + StrictMath.log((1 - 3 / square) / square)
        : StrictMath.log(StrictMath.exp(logDensity) + standardized * Erf.erfc(-standardized / Math.sqrt(2)) / 2);
    return logScaled + StrictMath.log(deviation);
  }
}
