package org.mae4j.sweep.pruning;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.journal.TrialEvent.Measured;
import org.mae4j.sweep.journal.TrialEvent.Pruned;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.plan.Rungs;

/**
 * Decides which trials are promoted when they reach a rung. A trial is compared only with trials of lower numbers in its
 * bracket, so that the decision does not depend on the order in which trials reach the rung. Trials with equal values do
 * not prune each other. A trial that reaches several rungs at once, after a long epoch, has the same value at all of them
 * and must be promoted at each.
 */
public final class SuccessiveHalving {
  /** Makes a third of three trials one trial, in spite of rounding errors. */
  private static final double ROUNDING = 1e-9;
  private static final int NONE = -1;

  private final PruneConfig config;
  private final Direction direction;
  private final Brackets brackets;

  /** @param direction of the compared value */
  public SuccessiveHalving(PruneConfig config, Direction direction) {
    this.config = config;
    this.direction = direction;
    this.brackets = new Brackets(config);
  }

  /**
   * Returns whether a trial reaches a rung.
   *
   * @param now value of the trial
   * @param before all events before
   */
  public boolean reachesRung(Measured now, List<TrialEvent> before) {
    return rungs(before, now.trial()).noneMatch(rung -> rung >= rung(now)) && rung(now) > NONE;
  }

  /**
   * Returns whether a trial is promoted at all rungs that it reached with a value; empty while that depends on trials of
   * lower numbers that may still reach one of the rungs.
   *
   * @param events of the journal
   * @param own value of the trial
   */
  public Optional<Boolean> promotes(List<TrialEvent> events, Measured own) {
    int before = rungs(events, own.trial()).filter(rung -> rung < rung(own)).max().orElse(NONE);
    List<Optional<Boolean>> decisions = IntStream.rangeClosed(before + 1, rung(own))
        .mapToObj(rung -> promotes(events, own, rung)).toList();
    return Stream.of(Optional.of(false), Optional.<Boolean>empty()).filter(decisions::contains).findFirst()
        .orElse(Optional.of(true));
  }

  private Optional<Boolean> promotes(List<TrialEvent> events, Measured own, int rung) {
    Map<Integer, Double> values = new HashMap<>();
    Set<Integer> ended = new HashSet<>();
    for (TrialEvent event : events) {
      if (event instanceof Measured measured) {
        // A trial that failed and is retried has ended for others, so that decisions do not depend on when it is retried.
        if (rung(measured) >= rung && !ended.contains(event.trial())) {
          values.putIfAbsent(event.trial(), measured.value());
        }
      } else if (!(event instanceof TrialEvent.Started)) {
        ended.add(event.trial());
      }
    }
    int bracket = brackets.of(own.trial());
    int[] lower = IntStream.range(1, own.trial()).filter(trial -> brackets.of(trial) == bracket).toArray();
    if (IntStream.of(lower).anyMatch(trial -> !values.containsKey(trial) && !ended.contains(trial))) {
      return Optional.empty();
    }
    double[] reached = IntStream.of(lower).filter(values::containsKey).mapToDouble(values::get).toArray();
    long better = DoubleStream.of(reached).filter(value -> isBetter(value, own.value())).count();
    return Optional.of(better < Math.ceil(config.keep() * (reached.length + 1) - ROUNDING));
  }

  /**
   * Returns how far the training of a pruned trial came, on a scale that all trials share: its epochs or, if CPU minutes
   * count, the rung at which it was pruned, as bracket 0 numbers its rungs.
   *
   * @param events of the journal
   */
  public int progress(List<TrialEvent> events, Pruned pruned) {
    return config.countsCpu()
        ? brackets.of(pruned.trial()) + rungs(events, pruned.trial()).max().orElse(NONE) : pruned.epoch();
  }

  /** Returns the highest rung that a trial had reached at each of its values. */
  private IntStream rungs(List<TrialEvent> events, int trial) {
    return events.stream().filter(event -> event.trial() == trial && event instanceof Measured)
        .mapToInt(event -> rung((Measured) event));
  }

  private int rung(Measured measured) {
    return new Rungs(config, brackets.of(measured.trial()))
        .reached(config.countsCpu() ? measured.cpuMinutes() : measured.epoch()).orElse(NONE);
  }

  /** Any number is better than NaN. */
  private boolean isBetter(double one, double other) {
    return direction.isBetter(one, other) || Double.isNaN(other) && !Double.isNaN(one);
  }
}
