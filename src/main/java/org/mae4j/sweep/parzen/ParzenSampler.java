package org.mae4j.sweep.parzen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.random.RandomGenerator;
import org.mae4j.sweep.position.Dimension;
import org.mae4j.sweep.position.ObservedPositions;
import org.mae4j.sweep.position.PositionSampler;

/**
 * Proposes positions by the ratio of two densities: that of the best positions and that of all others (Bergstra et al.,
 * NeurIPS 2011, section 4). The coordinates of a position are drawn together, so that dependences between them count.
 *
 * @param dimensions of the positions
 * @param canonical returns the position that stands for a sampled one: values that mean the same are equal, and
 *     coordinates that do not exist there are NaN
 */
public record ParzenSampler(List<Dimension> dimensions, UnaryOperator<double[]> canonical)
    implements PositionSampler {
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

  /** Positions that are pending or failed count as poor. */
  @Override
  public Optional<double[]> propose(ObservedPositions observed, Predicate<double[]> isNew, RandomGenerator random) {
    List<double[]> ranked = observed.ranked();
    int good = good(ranked.size());
    ParzenEstimator best = new ParzenEstimator(dimensions, ranked.subList(0, good));
    List<double[]> others = new ArrayList<>(ranked.subList(good, ranked.size()));
    others.addAll(observed.pending());
    others.addAll(observed.failed());
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
