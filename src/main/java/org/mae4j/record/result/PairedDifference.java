package org.mae4j.record.result;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The mean difference between repeated runs, paired by seed: runs with the same seed have the same images and masks.
 *
 * @param mean mean over the pairs
 * @param confidence half the width of the 95 % confidence interval of the mean (Student's t)
 */
public record PairedDifference(double mean, double confidence) {

  /**
   * Returns {@code values} minus {@code reference}; empty if they have fewer than two keys in common.
   *
   * @param values by the seed of the run, or by another key of the pair
   */
  public static <K> Optional<PairedDifference> of(Map<K, Double> values, Map<K, Double> reference) {
    SummaryStatistics differences = new SummaryStatistics();
    values.forEach((key, value) -> Optional.ofNullable(reference.get(key))
        .ifPresent(other -> differences.addValue(value - other)));
    return differences.getN() < 2 ? Optional.empty()
        : Optional.of(new PairedDifference(differences.getMean(), Interval.halfOfMean(differences)));
  }

  /** Returns whether the interval leaves out 0. */
  public boolean leavesOutZero() {
    return Math.abs(mean) > confidence;
  }
}
