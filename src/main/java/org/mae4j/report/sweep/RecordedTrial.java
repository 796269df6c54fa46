package org.mae4j.report.sweep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.report.block.DataTable.Link;

/**
 * A trial of a sweep: a set of parameter values and its result.
 *
 * @param number number of the trial, from 1
 * @param state state in one word
 * @param values parameter values by key; conditional parameters may be absent
 * @param objective value of the objective, finite; of several runs the number that ranks them
 * @param runs mean and standard deviation of the objective of several runs
 * @param seconds time that the trial took
 * @param note reason for the state; may be empty
 * @param reports links to the pages of the runs of the trial
 */
public record RecordedTrial(int number, String state, SortedMap<String, String> values, OptionalDouble objective,
    Optional<RunStatistics> runs, double seconds, String note, List<Link> reports) {

  /**
   * The objective of several runs.
   *
   * @param deviation sample standard deviation
   */
  public record RunStatistics(double mean, double deviation) {}

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
