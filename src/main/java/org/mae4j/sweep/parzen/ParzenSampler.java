package org.mae4j.sweep.parzen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Proposes positions by the ratio of two densities: that of the best positions and that of all others (Bergstra et al.,
 * NeurIPS 2011, section 4). The coordinates of a position are drawn together, so that dependences between them count.
 *
 * @param dimensions of the positions
 * @param canonical returns the position that stands for a sampled one: values that mean the same are equal, and
 *     coordinates that do not exist there are NaN
 */
public record ParzenSampler(List<Dimension> dimensions, UnaryOperator<double[]> canonical) {
  private static final double GOOD = 0.15;
  private static final int MAX_GOOD = 25;
  private static final int SAMPLES = 24;

  public ParzenSampler {
    dimensions = List.copyOf(dimensions);
  }

  /** Returns how many of a number of ranked positions count as good, at least 1 of one or more. */
  static int good(int ranked) {
    return Math.min(MAX_GOOD, (int) Math.ceil(GOOD * ranked));
  }

  /**
   * Returns the most promising of several samples; empty if none is new.
   *
   * @param ranked positions with a result, the best first
   * @param poor positions that count as poor: without a result, or failed
   * @param isNew whether a canonical position may be proposed
   */
  public Optional<double[]> propose(List<double[]> ranked, List<double[]> poor, Predicate<double[]> isNew,
      RandomGenerator random) {
    int good = good(ranked.size());
    ParzenEstimator best = new ParzenEstimator(dimensions, ranked.subList(0, good));
    List<double[]> others = new ArrayList<>(ranked.subList(good, ranked.size()));
    others.addAll(poor);
    ParzenEstimator rest = new ParzenEstimator(dimensions, others);
    Optional<double[]> chosen = Optional.empty();
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SAMPLES; i++) {
      double[] position = canonical.apply(best.sample(random));
      double ratio = best.logDensity(position) - rest.logDensity(position);
      if (ratio > highest && isNew.test(position)) {
        chosen = Optional.of(position);
        highest = ratio;
      }
    }
    return chosen;
  }
}
