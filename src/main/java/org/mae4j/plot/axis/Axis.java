package org.mae4j.plot.axis;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.mae4j.base.text.NumberLabel;

/**
 * An axis of a plot.
 *
 * @param label quantity and unit; says if the scale is logarithmic
 * @param ticks labeled values in ascending order
 */
public record Axis(String label, AxisScale scale, List<AxisTick> ticks) {
  /** Below this absolute value of all ticks, each tick is written as it is. */
  private static final double SMALL = 1e-2;

  /** A labeled value. */
  public record AxisTick(double value, String label) {}

  /** Returns an axis of real numbers. */
  public static Axis of(String label, AxisScale scale) {
    return of(label, scale, tick -> true);
  }

  /** Returns an axis of integers; only integers are labeled. */
  public static Axis ofWhole(String label, AxisScale scale) {
    return of(label, scale, tick -> tick == Math.rint(tick));
  }

  private static Axis of(String label, AxisScale scale, DoublePredicate labeled) {
    List<Double> values = scale.ticks().stream().filter(labeled::test).toList();
    return new Axis(scale.logarithmic() ? label + " (log scale)" : label, scale,
        values.stream().map(tick -> new AxisTick(tick, tickLabel(tick, values, scale.logarithmic()))).toList());
  }

  private static String tickLabel(double tick, List<Double> all, boolean logarithmic) {
    boolean small = all.stream().allMatch(value -> Math.abs(value) < SMALL);
    return logarithmic || small || all.size() < 2 ? NumberLabel.of(tick)
        : NumberLabel.of(tick, all.get(1) - all.get(0));
  }

  /** Returns an axis of categories: category i lies at the coordinate i. */
  public static Axis ofLevels(String label, List<String> levels) {
    return new Axis(label, new AxisScale(-0.5, levels.size() - 0.5, false),
        IntStream.range(0, levels.size()).mapToObj(i -> new AxisTick(i, levels.get(i))).toList());
  }

  /** Returns the position of a value on the axis: 0 at the start, 1 at the end. */
  public double position(double value) {
    return scale.position(value);
  }
}
