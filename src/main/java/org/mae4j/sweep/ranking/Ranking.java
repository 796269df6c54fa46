package org.mae4j.sweep.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mae4j.base.Direction;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;

/**
 * The trials of a sweep and their order.
 *
 * @param heading of the journal
 * @param trials in the order of their numbers
 */
public record Ranking(JournalHeading heading, List<Trial> trials) {

  public static Ranking of(JournalHeading heading, List<TrialEvent> events) {
    return new Ranking(heading, Trial.all(events, heading.repetitions()));
  }

  /**
   * Reads the ranking of a sweep, which may be running; empty if its journal has no heading yet.
   *
   * @throws org.mae4j.base.UserException if the journal is invalid
   */
  public static Optional<Ranking> read(SweepDirectory directory) throws IOException {
    Journal.Content content = Journal.Content.read(directory.journal());
    return content.heading().map(heading -> of(heading, content.events()));
  }

  /**
   * Returns the trials with finite objectives, the best first, then the others; ties in the order of numbers. With several
   * objectives, trials are ordered by their front and within a front by the first objective.
   */
  public List<Trial> ranked() {
    List<Trial> ranked = new ArrayList<>(trials.stream().filter(Ranking::isRanked).toList());
    ranked.sort(bestFirst());
    trials.stream().filter(trial -> !isRanked(trial)).forEach(ranked::add);
    return ranked;
  }

  /** Returns the first of {@link #ranked}: with several objectives, the trial of the Pareto front that is best in one. */
  public Optional<Trial> best() {
    return trials.stream().filter(Ranking::isRanked).min(bestFirst());
  }

  /** Returns the best trial, or with several objectives those of the Pareto front; ordered by the first objective. */
  public List<Trial> front() {
    if (!hasSeveralObjectives()) {
      return best().stream().toList();
    }
    Map<Integer, Integer> fronts = fronts();
    return ranked().stream().filter(Ranking::isRanked).filter(trial -> fronts.get(trial.number()) == 1).toList();
  }

  public boolean hasSeveralObjectives() {
    return heading.objectives().size() > 1;
  }

  /** Returns the front of each ranked trial by its number; no fronts for one objective. */
  public Map<Integer, Integer> fronts() {
    return hasSeveralObjectives() ? tradeOff().fronts() : Map.of();
  }

  /** Returns the name of the column of the fronts, which tables have only with several objectives. */
  List<String> frontColumn() {
    return hasSeveralObjectives() ? List.of("front") : List.of();
  }

  public TradeOff tradeOff() {
    return new TradeOff(heading.objectives(), trials);
  }

  private Comparator<Trial> bestFirst() {
    Comparator<Trial> ascending = Comparator.comparingDouble(trial -> trial.comparable().orElseThrow());
    Comparator<Trial> byFirst = heading.direction() == Direction.MAXIMIZE ? ascending.reversed() : ascending;
    if (!hasSeveralObjectives()) {
      return byFirst;
    }
    Map<Integer, Integer> fronts = fronts();
    return Comparator.<Trial, Integer>comparing(trial -> fronts.get(trial.number())).thenComparing(byFirst);
  }

  /** Returns whether {@code trial} has finite objectives. */
  public static boolean isRanked(Trial trial) {
    return trial.comparable().isPresent();
  }

  /** Returns the number of trials with different parameters that ended. */
  public int ended() {
    return (int) trials.stream().filter(trial -> trial.ended() && trial.state() != Trial.TrialState.REPEATED).count();
  }

  /** Returns the total duration of all trials in seconds. */
  public double seconds() {
    return trials.stream().mapToDouble(Trial::seconds).sum();
  }

  /** Returns the mean duration of the trials that ran and ended, in seconds; empty if there are none. */
  public OptionalDouble meanSeconds() {
    return trials.stream().filter(Trial::ended).mapToDouble(Trial::seconds).filter(seconds -> seconds > 0).average();
  }

  /** Returns the keys that are searched, as far as trials have them. */
  public SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>();
    trials.forEach(trial -> keys.addAll(trial.parameters().keySet()));
    return keys;
  }

  /** Returns the plot of the objective over the duration of the trials. */
  public ObjectivePlot plot() {
    List<ObjectivePlot.Moment> moments = new ArrayList<>();
    double seconds = 0;
    double best = Double.NaN;
    for (Trial trial : trials) {
      seconds += trial.seconds();
      if (isRanked(trial)) {
        double value = trial.comparable().getAsDouble();
        best = Double.isNaN(best) || heading.direction().isBetter(value, best) ? value : best;
        moments.add(new ObjectivePlot.Moment(trial.number(), seconds / 60, value, best));
      }
    }
    return new ObjectivePlot(heading.objective(), moments);
  }
}
