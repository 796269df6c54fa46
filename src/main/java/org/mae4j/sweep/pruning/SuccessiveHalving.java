package org.mae4j.sweep.pruning;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.journal.TrialEvent.Measured;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.plan.Rungs;

/**
 * Decides which trials are promoted when they reach a rung. A trial is compared only with trials of lower numbers in its
 * bracket, so that the decision does not depend on the order in which trials reach the rung. Trials with equal figures do
 * not prune each other. A trial that reaches several rungs at once is compared at the highest of them.
 */
public final class SuccessiveHalving {
  /** Makes a third of three trials one trial, in spite of rounding errors. */
  private static final double ROUNDING = 1e-9;

  private final PruneConfig config;
  private final Direction direction;
  private final Brackets brackets;

  /** @param direction of the compared figure */
  public SuccessiveHalving(PruneConfig config, Direction direction) {
    this.config = config;
    this.direction = direction;
    this.brackets = new Brackets(config);
  }

  /**
   * Returns whether a trial reaches a rung.
   *
   * @param now figure of the trial
   * @param before all events before
   */
  public boolean reachesRung(Measured now, List<TrialEvent> before) {
    OptionalInt rung = rung(now);
    return rung.isPresent() && before.stream().noneMatch(event -> event instanceof Measured earlier
        && earlier.trial() == now.trial() && rung(earlier).orElse(-1) >= rung.getAsInt());
  }

  /**
   * Returns whether a trial that has reached a rung is promoted; empty while a trial of a lower number may still reach
   * that rung.
   *
   * @param events of the journal
   * @param own figure of the trial at that rung
   */
  public Optional<Boolean> promotes(List<TrialEvent> events, Measured own) {
    OptionalInt rung = rung(own);
    Map<Integer, Double> figures = new HashMap<>();
    Set<Integer> others = new HashSet<>();
    for (TrialEvent event : events) {
      if (event instanceof Measured measured && rung(measured).equals(rung)) {
        figures.putIfAbsent(event.trial(), measured.figure());
      } else if (missesRung(event, rung.orElseThrow())) {
        others.add(event.trial());
      }
    }
    int bracket = brackets.of(own.trial());
    int[] lower = IntStream.range(1, own.trial()).filter(trial -> brackets.of(trial) == bracket).toArray();
    if (IntStream.of(lower).anyMatch(trial -> !figures.containsKey(trial) && !others.contains(trial))) {
      return Optional.empty();
    }
    double[] reached = IntStream.of(lower).filter(figures::containsKey).mapToDouble(figures::get).toArray();
    long better = DoubleStream.of(reached).filter(figure -> isBetter(figure, own.figure())).count();
    return Optional.of(better < Math.ceil(config.keep() * (reached.length + 1) - ROUNDING));
  }

  /** Returns whether a trial cannot reach {@code rung} after {@code event}, because it ended or is at a higher rung. */
  private boolean missesRung(TrialEvent event, int rung) {
    return event instanceof Measured measured ? rung(measured).orElse(-1) > rung
        : !(event instanceof TrialEvent.Started);
  }

  private OptionalInt rung(Measured measured) {
    return new Rungs(config, brackets.of(measured.trial()))
        .reached(config.countsCpu() ? measured.cpuMinutes() : measured.epoch());
  }

  /** Any number is better than NaN. */
  private boolean isBetter(double one, double other) {
    return direction.isBetter(one, other) || Double.isNaN(other) && !Double.isNaN(one);
  }
}
