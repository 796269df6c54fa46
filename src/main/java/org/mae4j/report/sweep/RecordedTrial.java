package org.mae4j.report.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.record.result.PairedDifference;
import org.mae4j.report.block.DataTable.Link;

/**
 * A trial of a sweep: a set of parameter values and its result.
 *
 * @param number number of the trial, from 1
 * @param state state in one word
 * @param values parameter values by key; conditional parameters may be absent
 * @param objective value of the objective, finite; of several runs the number that ranks them
 * @param runs objective of several runs; empty for one run and before all finished
 * @param seconds time that the trial took
 * @param note reason for the state; may be empty
 * @param reports links to the pages of the runs of the trial
 */
public record RecordedTrial(int number, String state, SortedMap<String, String> values, OptionalDouble objective,
    Optional<RunStatistics> runs, double seconds, String note, List<Link> reports) {

  /**
   * The objective of several runs.
   *
   * @param byRun values by the number of the run; runs of the same number have the same seed
   */
  public record RunStatistics(Map<Integer, Double> byRun) {
    public RunStatistics {
      byRun = Map.copyOf(byRun);
    }

    double mean() {
      return statistics().getMean();
    }

    /** Returns the sample standard deviation. */
    double deviation() {
      return statistics().getStandardDeviation();
    }

    private SummaryStatistics statistics() {
      SummaryStatistics statistics = new SummaryStatistics();
      byRun.values().forEach(statistics::addValue);
      return statistics;
    }

    /** Returns the difference to the runs of another trial; empty for fewer than two runs. */
    Optional<PairedDifference> minus(RunStatistics other) {
      return PairedDifference.of(byRun, other.byRun);
    }
  }

  boolean has(SweptParameter parameter) {
    return values.containsKey(parameter.key());
  }

  /** Returns the coordinate of the value of a parameter that the trial has. */
  double coordinate(SweptParameter parameter) {
    return parameter.coordinate(values.get(parameter.key()));
  }

  /** Returns the CSS class of the marks of the trial in all plots, by which the script of the page finds them. */
  static String style(int number) {
    return " trial-" + number;
  }

  /** Returns a tooltip with the number and the objective of a trial that has one. */
  String hint() {
    return "trial " + number + ": " + NumberLabel.of(objective.orElseThrow());
  }
}
