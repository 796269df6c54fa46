package org.mae4j.sweep.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.mae4j.base.Direction;

/**
 * How the runs of a trial become its scores, by which trials are ranked.
 *
 * @param runs number of runs of each trial, at least 1
 * @param directions of the objectives
 */
public record Repetitions(int runs, Score score, List<Direction> directions) {
  /** What counts of the runs of a trial. */
  public enum Score {
    MEAN,
    /** The mean minus the standard deviation; plus the standard deviation if the objective is minimized. */
    LOWER_BOUND
  }

  public Repetitions {
    directions = List.copyOf(directions);
  }

  /** Returns the scores of a trial. @param values of all runs, by objective */
  public List<Double> scores(List<List<Double>> values) {
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      SummaryStatistics statistics = statistics(values.get(i));
      double deviation = score == Score.MEAN ? 0 : statistics.getStandardDeviation();
      scores.add(statistics.getMean() + (directions.get(i) == Direction.MAXIMIZE ? -deviation : deviation));
    }
    return scores;
  }

  /** Returns mean and sample standard deviation of some values. */
  public static SummaryStatistics statistics(List<Double> values) {
    SummaryStatistics statistics = new SummaryStatistics();
    values.forEach(statistics::addValue);
    return statistics;
  }
}
