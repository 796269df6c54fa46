package org.mae4j.report.block;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.AxisScale;
import org.mae4j.report.block.Plot.Mark;
import org.mae4j.report.block.Plot.Tick;

/**
 * A bar of colors with an axis, which explains the colors of a plot.
 *
 * @param label quantity of the axis
 * @param marks one area per color
 * @param ticks labeled values
 */
public record ColorBar(String label, List<Mark> marks, List<Tick> ticks) implements ReportBlock {
  /** Ends of the bar in the template, in SVG units. */
  private static final int LEFT = 66;
  private static final int RIGHT = 410;

  /**
   * Returns a bar of colors of equal width.
   *
   * @param start value at the left end
   * @param end value at the right end; may be less than {@code start}
   * @param styles CSS classes of the colors from left to right
   */
  public static ColorBar of(String label, double start, double end, List<String> styles) {
    Axis axis = Axis.of(label, new AxisScale(Math.min(start, end), Math.max(start, end), false));
    return new ColorBar(label,
        IntStream.range(0, styles.size()).mapToObj(i -> new Mark("area cell " + styles.get(i), "M"
            + x((double) i / styles.size()) + " 4H" + x((i + 1.0) / styles.size()) + "V18H"
            + x((double) i / styles.size()) + "Z", "")).toList(),
        axis.ticks().stream().map(tick -> new Tick(x((tick.value() - start) / (end - start)), tick.label())).toList());
  }

  private static String x(double position) {
    return String.format(Locale.ROOT, "%.1f", LEFT + position * (RIGHT - LEFT));
  }

  @Override
  public String kind() {
    return "colorbar";
  }
}
