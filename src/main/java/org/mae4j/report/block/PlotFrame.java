package org.mae4j.report.block;

import java.util.List;
import java.util.Locale;
import org.mae4j.plot.LineChart;

/** The place of a plot that two axes enclose, and paths within it as SVG has them. */
public record PlotFrame(Axis horizontal, Axis vertical) {
  /** Where the template draws the axes. */
  private static final int LEFT = 66;
  private static final int RIGHT = 410;
  private static final int TOP = 10;
  private static final int BOTTOM = 228;

  /** Width of a character in a label, about. */
  private static final int CHARACTER = 6;
  /** Characters that have room beside the axis at the left. */
  private static final int MOST_BESIDE = 9;
  private static final int FEWEST_BELOW = 3;

  /** Labels of the axes are cut where they have no room. */
  public Plot plot(String title, List<Plot.Mark> marks, List<Plot.Key> legend) {
    int room = (RIGHT - LEFT) / Math.max(1, horizontal.ticks().size());
    int below = Math.max(FEWEST_BELOW, room / CHARACTER);
    return new Plot(title, horizontal.label(), vertical.label(),
        horizontal.ticks().stream().map(tick -> new Plot.Tick(across(tick.value()), cut(tick.label(), below)))
            .toList(),
        vertical.ticks().stream().map(tick -> new Plot.Tick(up(tick.value()), cut(tick.label(), MOST_BESIDE)))
            .toList(),
        marks, legend);
  }

  /** A text of at most so many characters. */
  public static String cut(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
  }

  /** Through all points. */
  public String line(List<LineChart.Point> points) {
    StringBuilder path = new StringBuilder();
    points.forEach(point -> path.append(path.length() == 0 ? 'M' : 'L').append(at(point)));
    return path.toString();
  }

  /** Lines without length, which round ends make dots. */
  public String dots(List<LineChart.Point> points) {
    StringBuilder path = new StringBuilder();
    points.forEach(point -> path.append('M').append(at(point)).append("h0"));
    return path.toString();
  }

  public String rectangle(double left, double right, double low, double high) {
    return "M" + across(left) + " " + up(low) + "H" + across(right) + "V" + up(high) + "H" + across(left) + "Z";
  }

  private String at(LineChart.Point point) {
    return across(point.x()) + " " + up(point.y());
  }

  private String across(double value) {
    return String.format(Locale.ROOT, "%.1f", LEFT + horizontal.place(value) * (RIGHT - LEFT));
  }

  private String up(double value) {
    return String.format(Locale.ROOT, "%.1f", BOTTOM - vertical.place(value) * (BOTTOM - TOP));
  }
}
