package org.mae4j.bench;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Statistics of repeated measurements, such as milliseconds of steps. */
public final class TimingSample {
  private final double[] sorted;

  /** @param values at least one, in any order */
  public TimingSample(double[] values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  public double median() {
    return quantile(0.5);
  }

  public double least() {
    return sorted[0];
  }

  public double greatest() {
    return sorted[sorted.length - 1];
  }

  /** Returns the value below which a fraction {@code q} of the values lies, in (0, 1]; linear between neighbors. */
  public double quantile(double q) {
    return new Percentile().withEstimationType(Percentile.EstimationType.R_7).evaluate(sorted, 100 * q);
  }
}
