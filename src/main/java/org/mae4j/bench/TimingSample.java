package org.mae4j.bench;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Figures of several measurements of the same thing, such as milliseconds of steps. */
final class TimingSample {
  private final double[] sorted;

  /** @param values at least one, in any order */
  TimingSample(double[] values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  double median() {
    return quantile(0.5);
  }

  double least() {
    return sorted[0];
  }

  double greatest() {
    return sorted[sorted.length - 1];
  }

  /** The value below which a share {@code q} lies, in (0, 1]; linear between neighbors. */
  double quantile(double q) {
    return new Percentile().withEstimationType(Percentile.EstimationType.R_7).evaluate(sorted, 100 * q);
  }
}
