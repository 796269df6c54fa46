package org.mae4j.sweep.pruning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.journal.TrialEvent.Measured;
import org.mae4j.sweep.plan.PruneConfig;

/** A search that trains one trial after another, of which the learning curves are known. */
final class SimulatedSearch {
  private final IntFunction<? extends TrainingCurve> curves;
  private final Optional<PruneConfig> config;
  private final List<TrialEvent> events = new ArrayList<>();
  private int trials;
  private long epochs;
  private double cpuMinutes;
  private double lowest = Double.POSITIVE_INFINITY;

  /** The training of a trial. */
  interface TrainingCurve {
    int epochs();

    /** Returns the error on validation. @param epoch completed epochs, from 1 */
    double error(int epoch);

    /** Returns the error that the search is for. */
    default double finalError() {
      return error(epochs());
    }

    /** Returns the CPU minutes of an epoch. */
    double minutes();

    /** Returns the CPU minutes of stages before. */
    default double minutesBefore() {
      return 0;
    }
  }

  /**
   * What a search has used.
   *
   * @param trials number of trials, including pruned ones
   * @param epochs of all trials
   * @param cpuMinutes of all trials
   */
  record Budget(int trials, long epochs, double cpuMinutes) {}

  /** @param curves of the trials by their number, from 1 @param config empty for a search without pruning */
  SimulatedSearch(IntFunction<? extends TrainingCurve> curves, Optional<PruneConfig> config) {
    this.curves = curves;
    this.config = config;
  }

  /** Runs {@code more} trials and returns what all trials used. */
  Budget run(int more) {
    for (int i = 0; i < more; i++) {
      lowest = Math.min(lowest, train());
    }
    return new Budget(trials, epochs, cpuMinutes);
  }

  /** Returns the lowest error of the trials that were trained to the end by {@link #run}. */
  double lowest() {
    return lowest;
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
    TrainingCurve curve = curves.apply(trial);
    cpuMinutes += curve.minutesBefore();
    for (int epoch = 1; epoch <= curve.epochs(); epoch++) {
      epochs++;
      cpuMinutes += curve.minutes();
      if (epoch < curve.epochs() && config.isPresent() && !isPromoted(config.get(), curve, trial, epoch)) {
        events.add(new TrialEvent.Pruned(trial, epoch, curve.error(epoch), 0));
        return Double.POSITIVE_INFINITY;
      }
    }
    events.add(new TrialEvent.Finished(trial, 1, curve.finalError(), 0));
    return curve.finalError();
  }

  private boolean isPromoted(PruneConfig prune, TrainingCurve curve, int trial, int epoch) {
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
