package org.mae4j.sweep.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A trial as its events describe it.
 *
 * @param number of the trial, from 1
 * @param parameters sampled values by key, as {@code config.conf} has them
 * @param objectives values of the first objective of the runs that finished, in order
 * @param seconds total duration of the runs
 * @param note reason of a failure or of invalid parameters, point of pruning, or the trial that it repeats; may be empty
 * @param others values of the other objectives of the runs that finished, in the order of the heading
 */
public record Trial(int number, SortedMap<String, String> parameters, TrialState state, List<Double> objectives,
    double seconds, String note, List<List<Double>> others) {
  private static final double LEVEL = 0.95;

  /** The state of a trial. */
  public enum TrialState {
    /** Running or interrupted. */
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
    return state == TrialState.FINISHED ? OptionalDouble.of(statistics(objectives).getMean()) : OptionalDouble.empty();
  }

  /** Returns the objective if all objectives are finite numbers, so that the trial can be compared with others. */
  public OptionalDouble comparable() {
    return vector().isEmpty() ? OptionalDouble.empty() : objective();
  }

  /** Returns the means of all objectives over the runs; empty if not all runs finished or a mean is not finite. */
  public List<Double> vector() {
    if (state != TrialState.FINISHED) {
      return List.of();
    }
    List<Double> means = new ArrayList<>(List.of(statistics(objectives).getMean()));
    for (int i = 0; i < others.get(0).size(); i++) {
      int other = i;
      means.add(statistics(others.stream().map(run -> run.get(other)).toList()).getMean());
    }
    return means.stream().allMatch(Double::isFinite) ? means : List.of();
  }

  /** Returns half the width of the 95 % confidence interval of the mean (Student's t), if there are two runs or more. */
  public OptionalDouble confidence() {
    int runs = objectives.size();
    if (state != TrialState.FINISHED || runs < 2) {
      return OptionalDouble.empty();
    }
    double quantile = new TDistribution(runs - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
    return OptionalDouble.of(quantile * statistics(objectives).getStandardDeviation() / Math.sqrt(runs));
  }

  private static SummaryStatistics statistics(List<Double> values) {
    SummaryStatistics statistics = new SummaryStatistics();
    values.forEach(statistics::addValue);
    return statistics;
  }

  /**
   * Returns the trials of a journal in the order of their numbers.
   *
   * @param repeat number of runs of each trial
   */
  public static List<Trial> all(List<TrialEvent> events, int repeat) {
    SortedMap<Integer, List<TrialEvent>> byTrial = new TreeMap<>();
    events.forEach(event -> byTrial.computeIfAbsent(event.trial(), number -> new ArrayList<>()).add(event));
    return byTrial.values().stream().map(own -> of(own, repeat)).toList();
  }

  /** @param events of one trial, at least one */
  static Trial of(List<TrialEvent> events, int repeat) {
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
        state = objectives.size() == repeat ? TrialState.FINISHED : TrialState.STARTED;
      } else if (event instanceof TrialEvent.Failed failed) {
        state = TrialState.FAILED;
        seconds += failed.seconds();
        note = failed.reason();
      } else if (event instanceof TrialEvent.Pruned pruned) {
        state = TrialState.PRUNED;
        seconds += pruned.seconds();
        note = String.format(Locale.ROOT, "after epoch %d, at %.5g", pruned.epoch(), pruned.figure());
      } else if (event instanceof TrialEvent.Invalid invalid) {
        return new Trial(number, invalid.parameters(), TrialState.INVALID, List.of(), 0, invalid.reason(),
            List.of());
      } else if (event instanceof TrialEvent.Repeated repeated) {
        return new Trial(number, repeated.parameters(), TrialState.REPEATED, List.of(), 0,
            "same parameters as trial " + repeated.earlier(), List.of());
      }
    }
    return new Trial(number, parameters, state, objectives, seconds, note, others);
  }
}
