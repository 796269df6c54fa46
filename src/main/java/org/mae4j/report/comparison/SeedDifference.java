package org.mae4j.report.comparison;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.mae4j.record.result.Interval;
import org.mae4j.report.run.RecordedRun;

/**
 * The difference between two groups of runs, paired by seed: runs with the same seed have the same images and masks.
 *
 * @param seeds number of seeds that both groups have, at least 2
 * @param mean mean over the seeds
 * @param confidence half the width of the 95 % confidence interval of the mean (Student's t)
 */
record SeedDifference(int seeds, double mean, double confidence) {

  /** Returns {@code group} minus {@code reference}; empty if fewer than two seeds of both have the number. */
  static Optional<SeedDifference> of(SeedGroup group, SeedGroup reference,
      Function<RecordedRun, OptionalDouble> number) {
    Map<Long, Double> before = reference.bySeed(number);
    SummaryStatistics differences = new SummaryStatistics();
    group.bySeed(number).forEach((seed, value) -> Optional.ofNullable(before.get(seed))
        .ifPresent(other -> differences.addValue(value - other)));
    int seeds = (int) differences.getN();
    return seeds < 2 ? Optional.empty()
        : Optional.of(new SeedDifference(seeds, differences.getMean(), Interval.halfOfMean(differences)));
  }

  /** Returns whether the interval leaves out 0. */
  boolean leavesOutZero() {
    return Math.abs(mean) > confidence;
  }
}
