package org.mae4j.report.block;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.mae4j.plot.LineChart;

/**
 * One side of a plot.
 *
 * @param label quantity and unit
 * @param ticks values that are labeled
 */
public record Axis(String label, AxisScale scale, List<Tick> ticks) {

  public record Tick(double value, String label) {}

  /** Of numbers. */
  public static Axis of(String label, AxisScale scale) {
    return of(label, scale, tick -> true);
  }

  /** Of whole numbers. */
  public static Axis ofWhole(String label, AxisScale scale) {
    return of(label, scale, tick -> tick == Math.rint(tick));
  }

  private static Axis of(String label, AxisScale scale, DoublePredicate labeled) {
    return new Axis(label, scale, scale.ticks().stream().filter(labeled::test)
        .map(tick -> new Tick(tick, LineChart.label(tick))).toList());
  }

  /** Of things beside each other, the first at 0, the next at 1. */
  public static Axis ofLevels(String label, List<String> levels) {
    return new Axis(label, new AxisScale(-0.5, levels.size() - 0.5, false),
        IntStream.range(0, levels.size()).mapToObj(i -> new Tick(i, levels.get(i))).toList());
  }

  /** Where a value lies: 0 at the beginning, 1 at the end. */
  public double place(double value) {
    return scale.place(value);
  }
}
