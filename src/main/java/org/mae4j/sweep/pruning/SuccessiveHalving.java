package org.mae4j.sweep.pruning;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.TrialEvent;

/**
 * Decides which trials are promoted after an epoch. A trial is compared only with trials of lower numbers, so that the
 * decision does not depend on the order in which trials reach the epoch. Trials with equal figures do not prune each
 * other.
 *
 * @param keep fraction of the trials at an epoch that are promoted, in (0, 1); rounded up to whole trials
 */
public record SuccessiveHalving(Direction direction, double keep) {
  /** Makes a third of three trials one trial, in spite of rounding errors. */
  private static final double ROUNDING = 1e-9;

  /**
   * Returns whether {@code trial} is promoted after {@code epoch}; empty while a trial of a lower number may still reach
   * that epoch.
   *
   * @param events of the journal, including the figure of {@code trial} at {@code epoch}
   */
  public Optional<Boolean> promotes(List<TrialEvent> events, int trial, int epoch) {
    Map<Integer, Double> figures = new HashMap<>();
    Set<Integer> ended = new HashSet<>();
    for (TrialEvent event : events) {
      if (event instanceof TrialEvent.Measured measured && measured.epoch() == epoch) {
        figures.putIfAbsent(measured.trial(), measured.figure());
      } else if (!(event instanceof TrialEvent.Measured || event instanceof TrialEvent.Started)) {
        ended.add(event.trial());
      }
    }
    int reached = 1;
    int better = 0;
    for (int lower = 1; lower < trial; lower++) {
      if (figures.containsKey(lower)) {
        reached++;
        better += isBetter(figures.get(lower), figures.get(trial)) ? 1 : 0;
      } else if (!ended.contains(lower)) {
        return Optional.empty();
      }
    }
    return Optional.of(better < Math.ceil(keep * reached - ROUNDING));
  }

  /** Any number is better than NaN. */
  private boolean isBetter(double one, double other) {
    return direction.isBetter(one, other) || Double.isNaN(other) && !Double.isNaN(one);
  }
}
