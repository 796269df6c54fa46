package org.mae4j.report.block;

import java.util.List;
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
        IntStream.range(0, styles.size()).mapToObj(i -> mark(styles, i)).toList(),
        axis.ticks().stream().map(
            tick -> new Tick(PlotFrame.coordinate((tick.value() - start) / (end - start)), tick.label())).toList());
  }

  private static Mark mark(List<String> styles, int color) {
    String left = PlotFrame.coordinate((double) color / styles.size());
    String right = PlotFrame.coordinate((color + 1.0) / styles.size());
    return new Mark("area cell " + styles.get(color), "M" + left + " 4H" + right + "V18H" + left + "Z", "");
  }

  @Override
  public String kind() {
    return "colorbar";
  }
}
