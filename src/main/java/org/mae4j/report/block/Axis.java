package org.mae4j.report.block;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.mae4j.plot.LineChart;

/**
 * An axis of a plot.
 *
 * @param label quantity and unit
 * @param ticks labeled values
 */
public record Axis(String label, AxisScale scale, List<Tick> ticks) {

  /** A labeled value. */
  public record Tick(double value, String label) {}

  /** Returns an axis of real numbers. */
  public static Axis of(String label, AxisScale scale) {
    return of(label, scale, tick -> true);
  }

  /** Returns an axis of integers; only integers are labeled. */
  public static Axis ofWhole(String label, AxisScale scale) {
    return of(label, scale, tick -> tick == Math.rint(tick));
  }

  private static Axis of(String label, AxisScale scale, DoublePredicate labeled) {
    return new Axis(label, scale, scale.ticks().stream().filter(labeled::test)
        .map(tick -> new Tick(tick, LineChart.label(tick))).toList());
  }

  /** Returns an axis of categories: category i lies at the coordinate i. */
  public static Axis ofLevels(String label, List<String> levels) {
    return new Axis(label, new AxisScale(-0.5, levels.size() - 0.5, false),
        IntStream.range(0, levels.size()).mapToObj(i -> new Tick(i, levels.get(i))).toList());
  }

  /** Returns the position of a value on the axis: 0 at the start, 1 at the end. */
  public double position(double value) {
    return scale.position(value);
  }
}
