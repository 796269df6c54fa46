package org.mae4j.sweep.pruning;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mae4j.sweep.plan.PruneConfig;

/**
 * Distributes the trials of a sweep to the brackets of Hyperband (arXiv 1603.06560, algorithm 1). Bracket 0 compares its
 * trials earliest and has most of them.
 */
final class Brackets {
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
  /** Makes 27.000000000000004 trials 27. */
  private static final double ROUNDING = 1e-9;

  /** Numbers of trials with which the algorithm starts the brackets. */
  private final double[] shares;

  Brackets(PruneConfig config) {
    int count = config.brackets();
    shares = IntStream.range(0, count).map(bracket -> count - 1 - bracket)
        .mapToDouble(rungs -> Math.ceil(count / (rungs + 1.0) * Math.pow(config.reduction(), rungs) - ROUNDING))
        .toArray();
  }

  /**
   * Returns the bracket of a trial, from 0. The fractional parts of the multiples of the golden ratio are evenly spread:
   * any number of consecutive trials has nearly the right shares, and no period of a grid gives a bracket the same values
   * again and again.
   */
  int of(int trial) {
    double position = trial * GOLDEN_RATIO % 1 * Arrays.stream(shares).sum();
    int bracket = 0;
    while (bracket < shares.length - 1 && position >= shares[bracket]) {
      position -= shares[bracket];
      bracket++;
    }
    return bracket;
  }
}
