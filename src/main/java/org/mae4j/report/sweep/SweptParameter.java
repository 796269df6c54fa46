package org.mae4j.report.sweep;

import java.util.List;
import org.mae4j.report.block.Axis;
import org.mae4j.report.block.AxisScale;

/**
 * A setting that a sweep varies.
 *
 * @param key of the experiment
 * @param label short, and no other's
 * @param space where it was searched, in words
 * @param levels all values that are there, in order, where they are things and not numbers on a line; otherwise none
 */
public record SweptParameter(String key, String label, String space, Kind kind, List<String> levels) {

  /** How values lie to each other. */
  public enum Kind {
    /** Numbers on a line. */
    LINEAR,
    /** Whole numbers on a line. */
    WHOLE,
    /** Numbers that are equally far from each other where their ratio is. */
    LOGARITHMIC,
    /** Numbers that were chosen one by one: each is a place of its own, in order. */
    ORDERED,
    /** What has no order. */
    CATEGORY
  }

  public SweptParameter {
    levels = List.copyOf(levels);
  }

  /**
   * A parameter by what a journal has of it.
   *
   * @param space as {@link org.mae4j.sweep.space.Space#description} has it
   * @param values that candidates have
   */
  public static SweptParameter of(String key, String label, String space, List<String> values) {
    Kind kind = kind(space, values);
    List<String> distinct = values.stream().distinct().toList();
    List<String> levels = switch (kind) {
      case LINEAR, WHOLE, LOGARITHMIC -> List.of();
      case ORDERED -> distinct.stream().sorted((a, b) -> Double.compare(number(a), number(b))).toList();
      case CATEGORY -> distinct.stream().sorted().toList();
    };
    return new SweptParameter(key, label, space, kind, levels);
  }

  private static Kind kind(String space, List<String> values) {
    if (values.isEmpty() || !values.stream().allMatch(value -> Double.isFinite(number(value)))) {
      return Kind.CATEGORY;
    } else if (space.startsWith("choice")) {
      return Kind.ORDERED;
    }
    boolean logarithmic = space.startsWith("log") && values.stream().allMatch(value -> number(value) > 0);
    return logarithmic ? Kind.LOGARITHMIC : space.startsWith("integer") ? Kind.WHOLE : Kind.LINEAR;
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

  /** Where a value lies: the number itself, or the place among the levels. @param value one that candidates have */
  public double coordinate(String value) {
    return levels.isEmpty() ? number(value) : levels.indexOf(value);
  }

  /** The side of a plot. @param coordinates that are to lie on it, at least one */
  Axis axis(double... coordinates) {
    if (!levels.isEmpty()) {
      return Axis.ofLevels(label, levels);
    }
    AxisScale scale = AxisScale.around(coordinates, kind == Kind.LOGARITHMIC);
    return kind == Kind.WHOLE ? Axis.ofWhole(label, scale) : Axis.of(label, scale);
  }
}
