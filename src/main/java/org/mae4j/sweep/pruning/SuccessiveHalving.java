package org.mae4j.sweep.pruning;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.base.Direction;

/**
 * Decides which candidates go on after an epoch. A candidate is compared with those of lower numbers alone, so that the
 * decision is the same whichever comes first, and nobody waits for one who waits for him. Equals go on alike.
 *
 * @param keep share that goes on, in (0, 1); of one alone he goes on, and shares are rounded up
 */
public record SuccessiveHalving(Direction direction, double keep) {
  /** So that a share such as 1/3 of three is one. */
  private static final double ROUNDING = 1e-9;

  /**
   * Whether {@code candidate} goes on after {@code epoch}; empty as long as a lower number may still come there.
   *
   * @param events with the candidate's figure of that epoch
   */
  public Optional<Boolean> goesOn(List<TrialEvent> events, int candidate, int epoch) {
    Map<Integer, Double> figures = new HashMap<>();
    Set<Integer> through = new HashSet<>();
    for (TrialEvent event : events) {
      if (event instanceof TrialEvent.Measured measured && measured.epoch() == epoch) {
        figures.putIfAbsent(measured.candidate(), measured.figure());
      } else if (!(event instanceof TrialEvent.Measured || event instanceof TrialEvent.Started)) {
        through.add(event.candidate());
      }
    }
    int reached = 1;
    int better = 0;
    for (int lower = 1; lower < candidate; lower++) {
      if (figures.containsKey(lower)) {
        reached++;
        better += order().compare(figures.get(lower), figures.get(candidate)) < 0 ? 1 : 0;
      } else if (!through.contains(lower)) {
        return Optional.empty();
      }
    }
    return Optional.of(better < Math.ceil(keep * reached - ROUNDING));
  }

  /** The better first; what is not a number is worse than any. */
  private Comparator<Double> order() {
    Comparator<Double> lower = Comparator.naturalOrder();
    return Comparator.<Double, Boolean>comparing(figure -> figure.isNaN())
        .thenComparing(direction == Direction.MAXIMIZE ? lower.reversed() : lower);
  }
}
