package org.mae4j.report.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.Downsampling;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.plot.LineChart;
import org.mae4j.plot.LineChart.Line;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.plot.PlotColors;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.Plot.Mark;

/** Builds the plot of a chart of lines, with down-sampled lines. */
public final class LinePlot {
  /** Groups of points of a line; more do not fit into the width of the plot. */
  private static final int GROUPS = 300;
  /** Points of a line that show their value to the mouse. */
  private static final int HINTS = 60;

  private final LineChart chart;
  private final PlotFrame frame;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Key> legend = new ArrayList<>();

  private LinePlot(LineChart chart) {
    this.chart = chart;
    this.frame = new PlotFrame(chart.horizontal(), chart.vertical());
  }

  /** Returns the plot; empty if no line has a point that can be drawn. */
  public static Optional<Plot> of(LineChart chart) {
    return chart.isEmpty() ? Optional.empty() : Optional.of(new LinePlot(chart).plot());
  }

  private Plot plot() {
    chart.drawn().forEach(this::addLine);
    chart.drawn().forEach(this::addHints);
    return frame.plot(chart.title(), marks, legend);
  }

  private void addLine(Line line) {
    List<List<Point>> segments = chart.segments(line).stream()
        .map(segment -> Downsampling.extremes(segment, Point::y, GROUPS)).toList();
    segments.forEach(segment -> marks.add(new Mark(style(line, segment),
        isDotted(line, segment) ? frame.dots(segment) : frame.line(segment), "")));
    List<Point> longest = segments.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    List<Point> last = segments.get(segments.size() - 1);
    legend.add(new Key(style(line, longest), line.label(),
        line.joined() ? "last " + NumberLabel.of(last.get(last.size() - 1).y()) : ""));
  }

  /** A line with a single point is drawn as a dot, too, because a path of length 0 is invisible. */
  private static boolean isDotted(Line line, List<Point> segment) {
    return !line.joined() || segment.size() == 1;
  }

  private static String style(Line line, List<Point> segment) {
    return (isDotted(line, segment) ? "dots single " : "line ") + color(line.color());
  }

  /** Adds transparent dots with the values of a line, over all lines. */
  private void addHints(Line line) {
    List<Point> points = chart.segments(line).stream().flatMap(List::stream).toList();
    Downsampling.evenly(points, HINTS).forEach(point -> marks.add(new Mark("hint", frame.dots(List.of(point)),
        line.label() + ", " + chart.horizontalLabel() + " " + NumberLabel.of(point.x()) + ": "
            + NumberLabel.of(point.y()))));
  }

  /** Returns the CSS classes of a color; the colors repeat with another form: dotted lines and square dots. */
  static String color(int index) {
    return "c" + index % PlotColors.count() + (index / PlotColors.count() % 2 == 1 ? " again" : "");
  }
}
