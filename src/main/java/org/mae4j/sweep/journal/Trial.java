package org.mae4j.sweep.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mae4j.record.result.Interval;
import org.mae4j.sweep.plan.Repetitions;

/**
 * A trial as its events describe it.
 *
 * @param number of the trial, from 1
 * @param parameters sampled values by key, as {@code config.conf} has them
 * @param objectives values of the first objective of the runs that finished, in order
 * @param seconds total duration of the runs
 * @param note reason of a failure or of invalid parameters, point of pruning, or the trial that it repeats; may be empty
 * @param others values of the other objectives of the runs that finished, in the order of the heading
 * @param scores of all objectives, by which trials are ranked; empty if not all runs finished
 */
public record Trial(int number, SortedMap<String, String> parameters, TrialState state, List<Double> objectives,
    double seconds, String note, List<List<Double>> others,
    List<Double> scores) {
  /** The state of a trial. */
  public enum TrialState {
    /** Running or interrupted, or to be retried. */
    STARTED,
    FINISHED,
    FAILED,
    PRUNED,
    /** The parameters do not form a valid experiment. */
    INVALID,
    /** The parameters are those of an earlier trial. */
    REPEATED
  }

  /** Returns whether nothing more will happen to this trial. */
  public boolean ended() {
    return state != TrialState.STARTED;
  }

  /** Returns the mean objective of the runs, once all runs finished. */
  public OptionalDouble objective() {
    return state == TrialState.FINISHED ? OptionalDouble.of(Repetitions.statistics(objectives).getMean())
        : OptionalDouble.empty();
  }

  /** Returns the first score if all scores are finite numbers, so that the trial can be compared with others. */
  public OptionalDouble comparable() {
    return vector().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(scores.get(0));
  }

  /** Returns the scores of all objectives; empty if not all runs finished or a score is not finite. */
  public List<Double> vector() {
    return scores.stream().allMatch(Double::isFinite) ? scores : List.of();
  }

  /** Returns the means of all objectives over the runs, once all runs finished. */
  public List<Double> means() {
    return state == TrialState.FINISHED
        ? byObjective(objectives, others).stream().map(values -> Repetitions.statistics(values).getMean()).toList()
        : List.of();
  }

  private static List<List<Double>> byObjective(List<Double> objectives, List<List<Double>> others) {
    List<List<Double>> values = new ArrayList<>(List.of(objectives));
    IntStream.range(0, others.get(0).size())
        .forEach(other -> values.add(others.stream().map(run -> run.get(other)).toList()));
    return values;
  }

  /** Returns the sample standard deviation of the objective, if there are two runs or more and all finished. */
  public OptionalDouble deviation() {
    return state == TrialState.FINISHED && objectives.size() > 1
        ? OptionalDouble.of(Repetitions.statistics(objectives).getStandardDeviation()) : OptionalDouble.empty();
  }

  /** Returns half the width of the 95 % confidence interval of the mean (Student's t), if there are two runs or more. */
  public OptionalDouble confidence() {
    return deviation().isEmpty() ? OptionalDouble.empty()
        : OptionalDouble.of(Interval.halfOfMean(Repetitions.statistics(objectives)));
  }

  /**
   * Returns the trials of a journal in the order of their numbers.
   *
   * @param repetitions how runs become scores
   */
  public static List<Trial> all(List<TrialEvent> events, Repetitions repetitions) {
    SortedMap<Integer, List<TrialEvent>> byTrial = new TreeMap<>();
    events.forEach(event -> byTrial.computeIfAbsent(event.trial(), number -> new ArrayList<>()).add(event));
    return byTrial.values().stream().map(own -> of(own, repetitions)).toList();
  }

  /** @param events of one trial, at least one */
  static Trial of(List<TrialEvent> events, Repetitions repetitions) {
    int number = events.get(0).trial();
    SortedMap<String, String> parameters = Collections.emptySortedMap();
    TrialState state = TrialState.STARTED;
    List<Double> objectives = new ArrayList<>();
    List<List<Double>> others = new ArrayList<>();
    double seconds = 0;
    String note = "";
    for (TrialEvent event : events) {
      if (event instanceof TrialEvent.Started started) {
        parameters = parameters.isEmpty() ? started.parameters() : parameters;
      } else if (event instanceof TrialEvent.Finished finished) {
        objectives.add(finished.objective());
        others.add(finished.others());
        seconds += finished.seconds();
        state = objectives.size() == repetitions.runs() ? TrialState.FINISHED : TrialState.STARTED;
      } else if (event instanceof TrialEvent.Failed failed) {
        state = TrialState.FAILED;
        seconds += failed.seconds();
        note = failed.reason();
      } else if (event instanceof TrialEvent.Retried) {
        state = TrialState.STARTED;
        note = "";
      } else if (event instanceof TrialEvent.Pruned pruned) {
        state = TrialState.PRUNED;
        seconds += pruned.seconds();
        note = String.format(Locale.ROOT, "after epoch %d, at %.5g", pruned.epoch(), pruned.value());
      } else if (event instanceof TrialEvent.Invalid invalid) {
        return new Trial(number, invalid.parameters(), TrialState.INVALID, List.of(), 0, invalid.reason(),
            List.of(), List.of());
      } else if (event instanceof TrialEvent.Repeated repeated) {
        return new Trial(number, repeated.parameters(), TrialState.REPEATED, List.of(), 0,
            "same parameters as trial " + repeated.earlier(), List.of(), List.of());
      }
    }
    List<Double> scores =
        state == TrialState.FINISHED ? repetitions.scores(byObjective(objectives, others)) : List.of();
    return new Trial(number, parameters, state, objectives, seconds, note, others, scores);
  }
}
