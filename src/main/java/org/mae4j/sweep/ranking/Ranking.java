package org.mae4j.sweep.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.base.Direction;

/**
 * What a sweep has found so far.
 *
 * @param heading of its journal
 * @param standings of its candidates, in the order in which they began
 */
public record Ranking(JournalHeading heading, List<Trial> standings) {

  public static Ranking of(JournalHeading heading, List<TrialEvent> events) {
    return new Ranking(heading, Trial.all(events, heading.repeat()));
  }

  /** Those with an objective, the best first; then the others. Of equals the first comes first. */
  public List<Trial> ranked() {
    List<Trial> finished = new ArrayList<>(standings.stream().filter(Ranking::isRanked).toList());
    finished.sort(order());
    standings.stream().filter(s -> !isRanked(s)).forEach(finished::add);
    return finished;
  }

  /** With the best objective; of equals the first. */
  public Optional<Trial> best() {
    return standings.stream().filter(Ranking::isRanked).min(order());
  }

  /** Of those with an objective: the better before the worse. */
  private Comparator<Trial> order() {
    Comparator<Trial> better = Comparator.comparingDouble(standing -> standing.objective().orElseThrow());
    return heading.direction() == Direction.MAXIMIZE ? better.reversed() : better;
  }

  /** Whether a candidate has an objective that can be compared. */
  public static boolean isRanked(Trial standing) {
    return Double.isFinite(standing.objective().orElse(Double.NaN));
  }

  /** How many candidates ended. */
  public int ended() {
    return (int) standings.stream().filter(Trial::ended).count();
  }

  /** The keys that candidates differ in. */
  public SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>();
    standings.forEach(standing -> keys.addAll(standing.parameters().keySet()));
    return Collections.unmodifiableSortedSet(keys);
  }

  /** What was found over the time that the candidates took. */
  public ObjectivePlot plot() {
    List<ObjectivePlot.Moment> moments = new ArrayList<>();
    double seconds = 0;
    double best = heading.direction() == Direction.MAXIMIZE ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (Trial standing : standings) {
      seconds += standing.seconds();
      if (isRanked(standing)) {
        double value = standing.objective().getAsDouble();
        best = heading.isBetter(value, best) ? value : best;
        moments.add(new ObjectivePlot.Moment(seconds / 60, value, best));
      }
    }
    return new ObjectivePlot(heading.objective(), moments);
  }
}
