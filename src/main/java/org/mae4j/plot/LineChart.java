package org.mae4j.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.AxisScale;

/**
 * A chart of lines whose horizontal axis starts at 0.
 *
 * @param title title above the chart
 * @param horizontalLabel quantity and unit of the horizontal axis
 * @param whole whether the horizontal axis counts, so that only whole numbers are labeled
 * @param verticalLabel quantity and unit of the vertical axis
 * @param logarithmic whether the vertical axis is logarithmic; values that are not positive are then left out
 * @param lines lines in the order of the legend; lines without points are left out
 */
public record LineChart(String title, String horizontalLabel, boolean whole, String verticalLabel, boolean logarithmic,
    List<Line> lines) {

  /**
   * A line of the chart.
   *
   * @param label label in the legend
   * @param color index of the color, at least 0: one thing has the same color in every chart
   * @param points points from left to right; the line is broken where a value is not finite
   * @param joined whether the points are joined by a line; otherwise single points are drawn
   */
  public record Line(String label, int color, List<Point> points, boolean joined) {
    public Line(String label, int color, List<Point> points) {
      this(label, color, points, true);
    }
  }

  /** A point of a line. */
  public record Point(double x, double y) {}

  public LineChart {
    lines = List.copyOf(lines);
  }

  /** Writes the chart as PNG and SVG if any line has points. Returns whether it was written. */
  public boolean write(Path png) throws IOException {
    if (isEmpty()) {
      return false;
    }
    new LineChartDrawing(this).write(png);
    return true;
  }

  /** Returns whether no line has a point that can be drawn. */
  public boolean isEmpty() {
    return drawn().isEmpty();
  }

  /** Returns the lines that have points that can be drawn. */
  public List<Line> drawn() {
    return lines.stream().filter(line -> !segments(line).isEmpty()).toList();
  }

  /** Returns the parts of a line between its points that cannot be drawn; no part is empty. */
  public List<List<Point>> segments(Line line) {
    List<List<Point>> segments = new ArrayList<>();
    List<Point> open = new ArrayList<>();
    for (Point point : line.points()) {
      if (Double.isFinite(point.y()) && (!logarithmic || point.y() > 0)) {
        open.add(point);
      } else if (!open.isEmpty()) {
        segments.add(open);
        open = new ArrayList<>();
      }
    }
    if (!open.isEmpty()) {
      segments.add(open);
    }
    return segments;
  }

  /** Returns the horizontal axis of a chart that is not empty. */
  public Axis horizontal() {
    AxisScale scale = AxisScale.fromZero(points().mapToDouble(Point::x));
    return whole ? Axis.ofWhole(horizontalLabel, scale) : Axis.of(horizontalLabel, scale);
  }

  /** Returns the vertical axis of a chart that is not empty. */
  public Axis vertical() {
    ToDoubleFunction<Point> value = Point::y;
    return Axis.of(verticalLabel, AxisScale.around(points().mapToDouble(value).toArray(), logarithmic));
  }

  private Stream<Point> points() {
    return lines.stream().flatMap(line -> segments(line).stream()).flatMap(List::stream);
  }
}
