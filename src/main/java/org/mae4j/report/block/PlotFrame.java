package org.mae4j.report.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mae4j.base.text.WrappedText;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.Axis.AxisTick;

/** The area between two axes, which converts values to SVG paths. */
public record PlotFrame(Axis horizontal, Axis vertical) {
  /** Position of the axes in the template, in SVG units. */
  private static final int LEFT = 66;
  private static final int RIGHT = 410;
  private static final int TOP = 10;
  private static final int BOTTOM = 228;

  /** Approximate width of a character of a label. */
  private static final int CHARACTER = 6;
  /** Maximum number of characters of a label of the vertical axis. */
  private static final int MAX_VERTICAL_LABEL = 9;
  private static final int MIN_HORIZONTAL_LABEL = 3;

  /** Returns the plot of {@code marks}. Labels of categories that do not fit are truncated. */
  public Plot plot(String title, List<Plot.Mark> marks, List<Plot.Key> legend) {
    return new Plot(title, horizontal.label(), vertical.label(), horizontalTicks(),
        vertical.ticks().stream()
            .map(tick -> new Plot.Tick(y(tick.value()), WrappedText.cut(tick.label(), MAX_VERTICAL_LABEL)))
            .toList(),
        marks, legend);
  }

  /** Returns the ticks; on a logarithmic scale only those have labels that fit beside the former ones. */
  private List<Plot.Tick> horizontalTicks() {
    int room = (RIGHT - LEFT) / Math.max(1, horizontal.ticks().size());
    int characters = Math.max(MIN_HORIZONTAL_LABEL, room / CHARACTER);
    List<Plot.Tick> ticks = new ArrayList<>();
    double free = 0;
    for (AxisTick tick : horizontal.ticks()) {
      boolean thinned = horizontal.scale().logarithmic();
      String label = thinned ? tick.label() : WrappedText.cut(tick.label(), characters);
      double half = (label.length() + 1) * CHARACTER / 2.0;
      boolean fits = !thinned || position(tick) - half >= free;
      ticks.add(new Plot.Tick(x(tick.value()), fits ? label : ""));
      free = fits ? position(tick) + half : free;
    }
    return ticks;
  }

  private double position(AxisTick tick) {
    return across(horizontal.position(tick.value()));
  }

  private static double across(double share) {
    return LEFT + share * (RIGHT - LEFT);
  }

  /** Returns the SVG coordinate of a share in [0, 1] of the width of a plot. */
  static String coordinate(double share) {
    return String.format(Locale.ROOT, "%.1f", across(share));
  }

  /** Returns the path of a line through all points. */
  public String line(List<Point> points) {
    StringBuilder path = new StringBuilder();
    points.forEach(point -> path.append(path.length() == 0 ? 'M' : 'L').append(at(point)));
    return path.toString();
  }

  /** Returns the path of dots: lines of length 0, which are visible through their round caps. */
  public String dots(List<Point> points) {
    StringBuilder path = new StringBuilder();
    points.forEach(point -> path.append('M').append(at(point)).append("h0"));
    return path.toString();
  }

  /** Returns the path of a rectangle whose sides are given as values of the axes. */
  public String rectangle(double left, double right, double low, double high) {
    return "M" + x(left) + " " + y(low) + "H" + x(right) + "V" + y(high) + "H" + x(left) + "Z";
  }

  private String at(Point point) {
    return x(point.x()) + " " + y(point.y());
  }

  private String x(double value) {
    return coordinate(horizontal.position(value));
  }

  private String y(double value) {
    return String.format(Locale.ROOT, "%.1f", BOTTOM - vertical.position(value) * (BOTTOM - TOP));
  }
}
