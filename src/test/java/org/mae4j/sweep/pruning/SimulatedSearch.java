package org.mae4j.sweep.pruning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.journal.TrialEvent.Measured;
import org.mae4j.sweep.plan.PruneConfig;

/** A random search over {@link LearningCurve}s, one trial after another. */
final class SimulatedSearch {
  private final int seed;
  private final Optional<PruneConfig> config;
  private final List<TrialEvent> events = new ArrayList<>();
  private int trials;
  private long epochs;
  private double cpuMinutes;

  /**
   * What a search has used.
   *
   * @param trials number of trials, including pruned ones
   * @param epochs of all trials
   * @param cpuMinutes of all trials
   */
  record Budget(int trials, long epochs, double cpuMinutes) {}

  /** @param config empty for a search without pruning */
  SimulatedSearch(int seed, Optional<PruneConfig> config) {
    this.seed = seed;
    this.config = config;
  }

  /** Returns the lowest error of {@code trials} trials without pruning. */
  static double best(int seed, int trials) {
    return IntStream.rangeClosed(1, trials)
        .mapToDouble(trial -> LearningCurve.of(seed, trial).error(LearningCurve.EPOCHS)).min().orElseThrow();
  }

  /** Runs {@code more} trials and returns what all trials used. */
  Budget run(int more) {
    IntStream.range(0, more).forEach(i -> train());
    return new Budget(trials, epochs, cpuMinutes);
  }

  /** Runs trials until one of them is trained to the end with an error of at most {@code target}. */
  Budget until(double target) {
    double reached = Double.POSITIVE_INFINITY;
    while (reached > target) {
      reached = train();
    }
    return run(0);
  }

  /** Returns the error of the next trial; infinite if it is pruned. */
  private double train() {
    int trial = ++trials;
    LearningCurve curve = LearningCurve.of(seed, trial);
    for (int epoch = 1; epoch <= LearningCurve.EPOCHS; epoch++) {
      epochs++;
      cpuMinutes += curve.minutes();
      boolean last = epoch == LearningCurve.EPOCHS;
      if (!last && config.isPresent() && !isPromoted(config.get(), curve, trial, epoch)) {
        events.add(new TrialEvent.Pruned(trial, epoch, curve.error(epoch), 0));
        return Double.POSITIVE_INFINITY;
      }
    }
    events.add(new TrialEvent.Finished(trial, 1, curve.error(LearningCurve.EPOCHS), 0));
    return curve.error(LearningCurve.EPOCHS);
  }

  private boolean isPromoted(PruneConfig prune, LearningCurve curve, int trial, int epoch) {
    SuccessiveHalving halving = new SuccessiveHalving(prune, Direction.MINIMIZE);
    Measured own =
        new Measured(trial, epoch, curve.error(epoch), prune.countsCpu() ? epoch * curve.minutes() : 0);
    if (!halving.reachesRung(own, events)) {
      return true;
    }
    events.add(own);
    return halving.promotes(events, own).orElseThrow();
  }
}
