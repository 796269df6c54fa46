package org.mae4j.sweep.display;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.mae4j.base.DurationFormat;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;

/**
 * A moment of a sweep under way.
 *
 * @param ranking of what the journal has
 * @param running what those do that are under way, by number
 * @param total candidates that there will be; empty where time alone ends the sweep
 * @param share done, in [0, 1]
 * @param passed since the process began with it
 * @param left about; empty as long as that is not known
 */
public record SweepSnapshot(Ranking ranking, SortedMap<Integer, Running> running, OptionalInt total, double share,
    Duration passed, Optional<Duration> left) {

  /**
   * What a candidate does.
   *
   * @param share done of it, in [0, 1]
   * @param details one short line, empty before it is known
   */
  public record Running(double share, String details) {
    @Override
    public String toString() {
      return details.isEmpty() ? "begins" : Math.round(100 * share) + " %, " + details;
    }
  }

  /** One line: how far, the best so far, and how long. */
  String summary() {
    String best = ranking.best().map(standing -> "best " + RankingTable.objective(standing) + " (candidate "
        + standing.candidate() + ")").orElse("none finished yet");
    return ranking.ended() + (total.isPresent() ? "/" + total.getAsInt() : "") + " candidates, " + best + ", "
        + DurationFormat.clock(passed) + " passed"
        + left.map(time -> ", " + DurationFormat.clock(time) + " left").orElse("");
  }
}
