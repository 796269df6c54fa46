package org.mae4j.report.sweep;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mae4j.base.Direction;
import org.mae4j.base.text.NumberLabel;

/**
 * The finished trials of a sweep with several objectives.
 *
 * @param goals objectives, of which the first is that of all other plots
 * @param points finished trials in the order of their numbers, at least one
 */
public record RecordedTradeOff(List<Goal> goals, List<TradeOffPoint> points) {
  /**
   * An objective.
   *
   * @param label name with the unit of the values
   * @param reference value of the reference point of the hypervolume
   * @param ideal value of the ideal point of the hypervolume
   */
  public record Goal(String label, Direction direction, double reference, double ideal) {}

  /**
   * A finished trial.
   *
   * @param values values of the objectives
   * @param front number of its non-dominated front; 1 for the Pareto front
   * @param hypervolume share of the box from the reference point to the ideal point that the trials up to this one
   *     dominate, in [0, 1]
   * @param minutes total time of the trials up to this one
   */
  public record TradeOffPoint(int trial, List<Double> values, int front, double hypervolume, double minutes) {
    boolean isBest() {
      return front == 1;
    }
  }

  public RecordedTradeOff {
    goals = List.copyOf(goals);
    points = List.copyOf(points);
  }

  Map<Integer, TradeOffPoint> byTrial() {
    return points.stream().collect(Collectors.toMap(TradeOffPoint::trial, Function.identity()));
  }

  List<TradeOffPoint> front() {
    return points.stream().filter(TradeOffPoint::isBest).toList();
  }

  /** Returns what is searched for, such as {@code the highest a and the lowest b}. */
  String wanted() {
    return goals.stream()
        .map(goal -> "the " + (goal.direction() == Direction.MAXIMIZE ? "highest " : "lowest ") + goal.label())
        .collect(Collectors.joining(" and "));
  }

  /** Explains the front and the hypervolume, and names the reference point. */
  String explanation() {
    return "No trial of the Pareto front is dominated: no other trial equals it in all objectives and beats it in one. "
        + "The hypervolume is the share of the box between two points that the trials so far dominate: the ideal "
        + "point, the best value of each objective among the finished trials (" + named(Goal::ideal)
        + "), and the reference point, which is a tenth of the range beyond the worst value of each ("
        + named(Goal::reference) + "). Both points can move when another trial finishes.";
  }

  private String named(Function<Goal, Double> value) {
    return goals.stream().map(goal -> goal.label() + " " + NumberLabel.of(value.apply(goal)))
        .collect(Collectors.joining(", "));
  }

  /** Returns the values of a trial with their names. */
  String hint(TradeOffPoint point) {
    return "trial " + point.trial() + ": " + IntStream.range(0, goals.size())
        .mapToObj(i -> goals.get(i).label() + " " + NumberLabel.of(point.values().get(i)))
        .collect(Collectors.joining(", "));
  }
}
