package org.mae4j.sweep.generator;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * How a trial ended, as generators compare trials. Finished trials are better than pruned ones, and pruned ones are
 * better than failed ones.
 *
 * @param ending what the trial has to compare
 * @param epoch after which it was pruned; 0 otherwise
 * @param loss the objective or the figure by which the trial was pruned, with its sign changed if it is maximized
 */
public record TrialOutcome(Ending ending, int epoch, double loss) implements Comparable<TrialOutcome> {
  /** What a generator can learn from a trial, the best first. */
  public enum Ending {
    FINISHED, PRUNED, FAILED
  }

  /** The outcome of a trial that has neither an objective nor a figure. */
  static final TrialOutcome FAILED = new TrialOutcome(Ending.FAILED, 0, 0);
  private static final Comparator<TrialOutcome> ORDER = Comparator.comparing(TrialOutcome::ending)
      .thenComparing(Comparator.comparingInt(TrialOutcome::epoch).reversed())
      .thenComparingDouble(TrialOutcome::loss);

  /**
   * Returns the outcome of a trial that ended.
   *
   * @param events of the sweep
   */
  public static TrialOutcome of(SweepPlan plan, Trial trial, List<TrialEvent> events) {
    OptionalDouble objective = trial.comparable();
    if (objective.isPresent()) {
      return new TrialOutcome(Ending.FINISHED, 0, loss(plan.sweep().direction(), objective.getAsDouble()));
    }
    return events.stream().filter(event -> event.trial() == trial.number())
        .flatMap(event -> event instanceof TrialEvent.Pruned pruned ? Stream.of(pruned)
            : Stream.empty())
        .findFirst()
        .map(pruned -> new TrialOutcome(Ending.PRUNED, pruned.epoch(),
            loss(PruningRule.of(plan).orElseThrow().direction(), pruned.figure())))
        .orElse(FAILED);
  }

  private static double loss(Direction direction, double figure) {
    return direction == Direction.MAXIMIZE ? -figure : figure;
  }

  /** Returns the objective of a finished trial, as {@code direction} ranks it; empty for others. */
  OptionalDouble objective(Direction direction) {
    return ending == Ending.FINISHED ? OptionalDouble.of(loss(direction, loss)) : OptionalDouble.empty();
  }

  @Override
  public int compareTo(TrialOutcome other) {
    return ORDER.compare(this, other);
  }
}
