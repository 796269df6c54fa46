package org.mae4j.sweep.gaussian;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Searches the position with the highest value of a function: among random positions, and from the best of them by random
 * moves that become shorter.
 *
 * @param canonical as in {@link GaussianProcessSampler}
 * @param value of a canonical position
 * @param isNew whether a canonical position may be found
 */
record PositionSearch(Moves moves, UnaryOperator<double[]> canonical, ToDoubleFunction<double[]> value,
    Predicate<double[]> isNew, RandomGenerator random) {
  private static final int SAMPLES = 512;
  /** Positions that are improved, and best positions around which further ones are sampled. */
  private static final int STARTS = 8;
  private static final int NEIGHBORS = 8;
  private static final double NEIGHBOR_STEP = 0.05;
  private static final int MOVES = 40;
  private static final double FIRST_STEP = 0.1;
  private static final double LARGEST_STEP = 0.2;
  private static final double GROWTH = 1.5;
  private static final double SHRINKAGE = 0.9;

  /** @param point coordinates that all exist @param position its canonical position */
  private record FoundPosition(double[] point, double[] position, double value) {}

  /** Returns the position that was found; empty if none of those that were tried is new. @param best first positions */
  Optional<double[]> highest(List<double[]> best) {
    List<FoundPosition> samples = new ArrayList<>();
    Stream.generate(() -> moves.anywhere(random)).limit(SAMPLES).map(this::found).forEach(samples::add);
    best.stream().limit(STARTS).forEach(position -> {
      double[] point = moves.completed(position, random);
      Stream.generate(() -> moves.from(point, NEIGHBOR_STEP, random)).limit(NEIGHBORS).map(this::found)
          .forEach(samples::add);
    });
    Comparator<FoundPosition> order = Comparator.comparingDouble(FoundPosition::value);
    return samples.stream().filter(found -> isNew.test(found.position())).sorted(order.reversed()).limit(STARTS)
        .map(this::improved).max(order).map(FoundPosition::position);
  }

  private FoundPosition improved(FoundPosition start) {
    FoundPosition now = start;
    double step = FIRST_STEP;
    for (int move = 0; move < MOVES; move++) {
      FoundPosition next = found(moves.from(now.point(), step, random));
      if (next.value() > now.value() && isNew.test(next.position())) {
        now = next;
        step = Math.min(LARGEST_STEP, step * GROWTH);
      } else {
        step *= SHRINKAGE;
      }
    }
    return now;
  }

  private FoundPosition found(double[] point) {
    double[] position = canonical.apply(point);
    return new FoundPosition(point, position, value.applyAsDouble(position));
  }
}
