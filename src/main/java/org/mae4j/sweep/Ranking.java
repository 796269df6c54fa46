package org.mae4j.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mae4j.config.SweepConfig.Direction;
import org.mae4j.report.ObjectivePlot;

/**
 * What a sweep has found so far.
 *
 * @param heading of its journal
 * @param standings of its candidates, in the order in which they began
 */
record Ranking(JournalHeading heading, List<Standing> standings) {

  static Ranking of(JournalHeading heading, List<Event> events) {
    return new Ranking(heading, Standing.all(events, heading.repeat()));
  }

  /** Those with an objective, the best first; then the others. Of equals the first comes first. */
  List<Standing> ranked() {
    List<Standing> finished = new ArrayList<>(standings.stream().filter(Ranking::isRanked).toList());
    finished.sort(order());
    standings.stream().filter(s -> !isRanked(s)).forEach(finished::add);
    return finished;
  }

  /** With the best objective; of equals the first. */
  Optional<Standing> best() {
    return standings.stream().filter(Ranking::isRanked).min(order());
  }

  /** Of those with an objective: the better before the worse. */
  private Comparator<Standing> order() {
    Comparator<Standing> better = Comparator.comparingDouble(standing -> standing.objective().orElseThrow());
    return heading.direction() == Direction.MAXIMISE ? better.reversed() : better;
  }

  /** Whether a candidate has an objective that can be compared. */
  static boolean isRanked(Standing standing) {
    return Double.isFinite(standing.objective().orElse(Double.NaN));
  }

  /** How many candidates ended. */
  int ended() {
    return (int) standings.stream().filter(Standing::ended).count();
  }

  /** The keys that candidates differ in. */
  SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>();
    standings.forEach(standing -> keys.addAll(standing.parameters().keySet()));
    return Collections.unmodifiableSortedSet(keys);
  }

  /** What was found over the time that the candidates took. */
  ObjectivePlot plot() {
    List<ObjectivePlot.Moment> moments = new ArrayList<>();
    double seconds = 0;
    double best = heading.direction() == Direction.MAXIMISE ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (Standing standing : standings) {
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
