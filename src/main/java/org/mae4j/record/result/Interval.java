package org.mae4j.record.result;

/**
 * A confidence interval at 95 %.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 */
public record Interval(double low, double high) {
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
    double share = (double) correct / total;
    double center = (share + squared / (2 * total)) / (1 + squared / total);
    double half = QUANTILE / (1 + squared / total)
        * Math.sqrt(share * (1 - share) / total + squared / (4.0 * total * total));
    return new Interval(Math.max(0, center - half), Math.min(1, center + half));
  }
}
