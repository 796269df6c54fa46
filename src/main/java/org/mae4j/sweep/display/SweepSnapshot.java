package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.mae4j.base.text.DurationFormat;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;

/**
 * The state of a running sweep at one moment.
 *
 * @param running progress of the running trials, by number
 * @param maxTrials maximum number of trials; empty if only the time limits the sweep
 * @param fraction done of the sweep, in [0, 1]
 * @param elapsed time since this process started the sweep
 * @param left estimate of the remaining time; empty while it is unknown
 */
public record SweepSnapshot(Ranking ranking, SortedMap<Integer, TrialProgress> running, OptionalInt maxTrials,
    double fraction, Duration elapsed, Optional<Duration> left) {

  /**
   * The progress of a running trial.
   *
   * @param fraction done of the current task, in [0, 1]
   * @param details one short line; empty while it is unknown
   */
  public record TrialProgress(double fraction, String details) {
    @Override
    public String toString() {
      return details.isEmpty() ? "starting" : Math.round(100 * fraction) + " %, " + details;
    }
  }

  /** Returns the number of trials, the time left, the best trial and the time passed, the most important first. */
  List<String> summary() {
    List<String> parts = new ArrayList<>();
    parts.add(ranking.ended() + (maxTrials.isPresent() ? "/" + maxTrials.getAsInt() : "") + " trials");
    left.ifPresent(time -> parts.add(DurationFormat.clock(time) + " left"));
    if (ranking.hasSeveralObjectives()) {
      parts.add(ranking.front().size() + " on the Pareto front");
    }
    parts.add(ranking.best().map(trial -> "best " + RankingTable.objective(trial) + " (trial " + trial.number() + ")")
        .orElse("none finished yet"));
    parts.add(DurationFormat.clock(elapsed) + " elapsed");
    return parts;
  }
}
