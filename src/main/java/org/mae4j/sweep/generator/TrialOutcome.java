package org.mae4j.sweep.generator;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.pareto.ParetoOrder;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.SuccessiveHalving;

/**
 * How a trial ended, as generators compare trials. Finished trials are better than pruned ones, and pruned ones are
 * better than failed ones.
 *
 * @param ending what the trial has to compare
 * @param progress how far a pruned trial came, as {@link SuccessiveHalving#progress} tells; 0 otherwise
 * @param loss the first objective or the value by which the trial was pruned, with its sign changed if it is maximized
 * @param others the other objectives of a finished trial, likewise
 */
public record TrialOutcome(Ending ending, int progress, double loss, List<Double> others)
    implements Comparable<TrialOutcome> {
  /** What a generator can learn from a trial, the best first. */
  public enum Ending {
    FINISHED, PRUNED, FAILED
  }

  /** The outcome of a trial that has neither an objective nor a value. */
  static final TrialOutcome FAILED = new TrialOutcome(Ending.FAILED, 0, 0, List.of());
  private static final Comparator<TrialOutcome> ORDER = Comparator.comparing(TrialOutcome::ending)
      .thenComparing(Comparator.comparingInt(TrialOutcome::progress).reversed())
      .thenComparingDouble(TrialOutcome::loss);

  /**
   * Returns the outcome of a trial that ended. A trial that failed and was retried has failed: the trials after it were
   * sampled without its result, and are the same when the sweep is resumed.
   *
   * @param events of the sweep
   */
  public static TrialOutcome of(SweepPlan plan, Trial trial, List<TrialEvent> events) {
    if (events.contains(new TrialEvent.Retried(trial.number()))) {
      return FAILED;
    }
    List<Double> vector = trial.vector();
    if (!vector.isEmpty()) {
      List<Double> losses = IntStream.range(0, vector.size())
          .mapToObj(i -> loss(plan.sweep().searched().get(i).direction(), vector.get(i))).toList();
      return new TrialOutcome(Ending.FINISHED, 0, losses.get(0), losses.subList(1, losses.size()));
    }
    return events.stream().filter(event -> event.trial() == trial.number())
        .flatMap(event -> event instanceof TrialEvent.Pruned pruned ? Stream.of(pruned)
            : Stream.empty())
        .findFirst()
        .map(pruned -> pruned(PruningRule.of(plan).orElseThrow(), pruned, events)).orElse(FAILED);
  }

  private static TrialOutcome pruned(PruningRule rule, TrialEvent.Pruned pruned, List<TrialEvent> events) {
    int progress = new SuccessiveHalving(rule.config(), rule.direction()).progress(events, pruned);
    return new TrialOutcome(Ending.PRUNED, progress, loss(rule.direction(), pruned.value()), List.of());
  }

  private static double loss(Direction direction, double value) {
    return direction == Direction.MAXIMIZE ? -value : value;
  }

  /**
   * Returns the outcomes that tell trials with several objectives apart by one number: the loss of a finished trial is its
   * place among the finished trials (NSGA-II). Trials with one objective keep theirs.
   *
   * @param outcomes by the number of the trial
   */
  static SortedMap<Integer, TrialOutcome> placed(SortedMap<Integer, TrialOutcome> outcomes) {
    SortedMap<Integer, TrialOutcome> placed = new TreeMap<>(outcomes);
    List<Integer> several =
        outcomes.keySet().stream().filter(number -> !outcomes.get(number).others().isEmpty()).toList();
    if (!several.isEmpty()) {
      List<List<Double>> losses = several.stream().map(outcomes::get).map(TrialOutcome::losses).toList();
      List<Integer> places =
          new ParetoOrder(Collections.nCopies(losses.get(0).size(), Direction.MINIMIZE)).places(losses);
      IntStream.range(0, places.size()).forEach(i -> placed.put(several.get(i),
          new TrialOutcome(Ending.FINISHED, 0, places.get(i), List.of())));
    }
    return placed;
  }

  private List<Double> losses() {
    return Stream.concat(Stream.of(loss), others.stream()).toList();
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
