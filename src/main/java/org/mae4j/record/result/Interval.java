package org.mae4j.record.result;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;

/**
 * A confidence interval at 95 %.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 */
public record Interval(double low, double high) {
  private static final double LEVEL = 0.95;
  /** Quantile 0.975 of the standard normal distribution. */
  private static final double QUANTILE = 1.959963984540054;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low must not be above high, but they are " + low + " and " + high);
    }
  }

  /**
   * Returns the score interval of Wilson (1927) of a probability, such as the accuracy on all images of a kind.
   *
   * @param correct number of images that are classified correctly, in [0, {@code total}]
   * @param total number of images, at least 1
   */
  public static Interval wilson(long correct, long total) {
    if (total < 1 || correct < 0 || correct > total) {
      throw new IllegalArgumentException("impossible: " + correct + " of " + total);
    }
    double squared = QUANTILE * QUANTILE;
    double center = 2 * correct + squared;
    double half = QUANTILE * Math.sqrt(squared + 4 * correct * (1 - (double) correct / total));
    double scale = 2 * (total + squared);
    return new Interval(Math.max(0, (center - half) / scale), Math.min(1, (center + half) / scale));
  }

  /**
   * Returns half the width of the interval of a mean, by Student's t.
   *
   * @param values at least two
   */
  public static double halfOfMean(StatisticalSummary values) {
    double quantile = new TDistribution(values.getN() - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
    return quantile * values.getStandardDeviation() / Math.sqrt(values.getN());
  }

  /**
   * Returns the interval of the difference of two probabilities that are estimated on the same images: Wald's, with one
   * image added to each of the two counts (Bonett and Price 2012, Journal of Educational and Behavioral Statistics 37).
   *
   * @param onlyFirst number of images that only the first classifies correctly
   * @param onlySecond number of images that only the second classifies correctly
   * @param total number of images, at least 1
   */
  static Interval paired(long onlyFirst, long onlySecond, long total) {
    double first = (onlyFirst + 1.0) / (total + 2);
    double second = (onlySecond + 1.0) / (total + 2);
    double difference = first - second;
    double half = QUANTILE * Math.sqrt((first + second - difference * difference) / (total + 2));
    return new Interval(Math.max(-1, difference - half), Math.min(1, difference + half));
  }
}
