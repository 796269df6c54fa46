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
 * What is known of a candidate.
 *
 * @param parameters by key
 * @param objectives of its runs so far
 * @param seconds that its runs took
 * @param note why it failed or fits no model, where it was given up, or which candidate it repeats; otherwise empty
 */
public record Trial(int candidate, SortedMap<String, String> parameters, State state, List<Double> objectives,
    double seconds, String note) {
  private static final double LEVEL = 0.95;

  /** How far a candidate is. */
  public enum State {
    /** Under way, or interrupted. */
    STARTED,
    FINISHED,
    FAILED,
    /** Given up because others did better. */
    PRUNED,
    /** Its settings make no experiment. */
    INVALID,
    /** Its settings were tried before. */
    REPEATED
  }

  public boolean ended() {
    return state != State.STARTED;
  }

  /** The mean over its runs, once all are there. */
  public OptionalDouble objective() {
    return state == State.FINISHED ? OptionalDouble.of(statistics().getMean()) : OptionalDouble.empty();
  }

  /** Half the width of the 95 % confidence interval of the mean, by Student's t; of two runs or more. */
  public OptionalDouble confidence() {
    int runs = objectives.size();
    if (state != State.FINISHED || runs < 2) {
      return OptionalDouble.empty();
    }
    double quantile = new TDistribution(runs - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
    return OptionalDouble.of(quantile * statistics().getStandardDeviation() / Math.sqrt(runs));
  }

  private SummaryStatistics statistics() {
    SummaryStatistics statistics = new SummaryStatistics();
    objectives.forEach(statistics::addValue);
    return statistics;
  }

  /** Of each candidate that a journal names, in order. @param repeat runs of each */
  public static List<Trial> all(List<TrialEvent> events, int repeat) {
    SortedMap<Integer, List<TrialEvent>> byCandidate = new TreeMap<>();
    events.forEach(event -> byCandidate.computeIfAbsent(event.candidate(), number -> new ArrayList<>()).add(event));
    return byCandidate.values().stream().map(own -> of(own, repeat)).toList();
  }

  /** @param events of one candidate, at least one */
  static Trial of(List<TrialEvent> events, int repeat) {
    SortedMap<String, String> parameters = Collections.emptySortedMap();
    State state = State.STARTED;
    List<Double> objectives = new ArrayList<>();
    double seconds = 0;
    String note = "";
    for (TrialEvent event : events) {
      if (event instanceof TrialEvent.Started started) {
        parameters = parameters.isEmpty() ? started.parameters() : parameters;
      } else if (event instanceof TrialEvent.Finished finished) {
        objectives.add(finished.objective());
        seconds += finished.seconds();
        state = objectives.size() == repeat ? State.FINISHED : State.STARTED;
      } else if (event instanceof TrialEvent.Failed failed) {
        state = State.FAILED;
        seconds += failed.seconds();
        note = failed.reason();
      } else if (event instanceof TrialEvent.Pruned pruned) {
        state = State.PRUNED;
        seconds += pruned.seconds();
        note = String.format(Locale.ROOT, "after epoch %d, at %.5g", pruned.epoch(), pruned.figure());
      } else if (event instanceof TrialEvent.Invalid invalid) {
        return new Trial(invalid.candidate(), invalid.parameters(), State.INVALID, List.of(), 0, invalid.reason());
      } else if (event instanceof TrialEvent.Repeated repeated) {
        return new Trial(repeated.candidate(), repeated.parameters(), State.REPEATED, List.of(), 0,
            "as candidate " + repeated.earlier());
      }
    }
    return new Trial(events.get(0).candidate(), parameters, state, objectives, seconds, note);
  }
}
