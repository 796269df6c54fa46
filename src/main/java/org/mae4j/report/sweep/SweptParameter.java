package org.mae4j.report.sweep;

import java.util.List;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.AxisScale;

/**
 * A setting that a sweep varies.
 *
 * @param key key of the setting
 * @param space search space, in words
 * @param levels all values that occur, in order, for the kinds {@code ORDERED} and {@code CATEGORY}; empty for numeric
 *     kinds
 */
public record SweptParameter(String key, String space, Kind kind, List<String> levels) {

  /** The scale of a parameter. */
  public enum Kind {
    /** Real numbers on a linear scale. */
    LINEAR,
    /** Integers on a linear scale. */
    WHOLE,
    /** Numbers on a logarithmic scale. */
    LOGARITHMIC,
    /** Numbers from a list of choices, at equal distances in ascending order. */
    ORDERED,
    /** Values without an order. */
    CATEGORY
  }

  public SweptParameter {
    levels = List.copyOf(levels);
  }

  /**
   * Returns a parameter as a journal records it.
   *
   * @param space text that {@link org.mae4j.sweep.space.Space#description} returns
   * @param values values of the trials
   */
  public static SweptParameter of(String key, String space, List<String> values) {
    Kind kind = kind(space, values);
    List<String> distinct = values.stream().distinct().toList();
    List<String> levels = switch (kind) {
      case LINEAR, WHOLE, LOGARITHMIC -> List.of();
      case ORDERED -> distinct.stream().sorted((a, b) -> Double.compare(number(a), number(b))).toList();
      case CATEGORY -> distinct.stream().sorted().toList();
    };
    return new SweptParameter(key, space, kind, levels);
  }

  private static Kind kind(String space, List<String> values) {
    if (values.isEmpty() || !values.stream().allMatch(value -> Double.isFinite(number(value)))) {
      return Kind.CATEGORY;
    } else if (space.startsWith("choice")) {
      return Kind.ORDERED;
    }
    return space.startsWith("log") ? Kind.LOGARITHMIC : space.startsWith("integer") ? Kind.WHOLE : Kind.LINEAR;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  public boolean isOrdered() {
    return kind != Kind.CATEGORY;
  }

  /**
   * Returns the coordinate of a value: the number itself, or its index among the levels. On a logarithmic scale, a number
   * that is not positive, which the file's own settings may have, lies at the lower bound of the space.
   *
   * @param value of a trial
   */
  public double coordinate(String value) {
    if (!levels.isEmpty()) {
      return levels.indexOf(value);
    }
    double number = number(value);
    return kind == Kind.LOGARITHMIC && number <= 0 ? lowerBound() : number;
  }

  private double lowerBound() {
    return number(space.substring(space.indexOf('[') + 1, space.indexOf(',')));
  }

  /** Returns an axis that covers {@code coordinates}. @param coordinates at least one */
  Axis axis(double... coordinates) {
    if (!levels.isEmpty()) {
      return Axis.ofLevels(key, levels);
    }
    AxisScale scale = AxisScale.around(coordinates, kind == Kind.LOGARITHMIC);
    return kind == Kind.WHOLE ? Axis.ofWhole(key, scale) : Axis.of(key, scale);
  }
}
