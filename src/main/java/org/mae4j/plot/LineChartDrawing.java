package org.mae4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.plot.LineChart.Line;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.Axis.AxisTick;
import org.mae4j.plot.canvas.Drawing;
import org.mae4j.plot.canvas.PlotCanvas;

/** Draws a chart of lines with its axes and its legend. */
final class LineChartDrawing implements Drawing {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final int MARGIN = 12;
  private static final int LINE = 22;
  private static final int GAP = 6;
  private static final int SAMPLE = 30;
  private static final double LINE_WIDTH = 2.4;
  private static final double DOT_RADIUS = 4;
  private static final Color GRID = new Color(0xE0E0E0);
  private static final Font SMALL = PlotCanvas.font(12);
  private static final Font MEDIUM = PlotCanvas.font(13);
  private static final Font LARGE = PlotCanvas.font(15);

  private final LineChart chart;
  private final Axis horizontal;
  private final Axis vertical;
  private final List<Rectangle> legend;
  private final Rectangle area;

  /** @param chart chart that is not empty */
  LineChartDrawing(LineChart chart) {
    this.chart = chart;
    this.horizontal = chart.horizontal();
    this.vertical = chart.vertical();
    int labels = vertical.ticks().stream().mapToInt(tick -> PlotCanvas.widthOf(tick.label(), SMALL)).max().orElse(0);
    int left = MARGIN + LINE + labels + GAP;
    int top = MARGIN + LINE + GAP;
    this.legend = legendAreas();
    int bottom = legend.get(0).y - 2 * LINE - GAP;
    this.area = new Rectangle(left, top, WIDTH - left - 3 * MARGIN, bottom - top);
  }

  /** Returns the places of the entries of the legend, in rows at the lower end of the chart. */
  private List<Rectangle> legendAreas() {
    List<Rectangle> places = new ArrayList<>();
    int x = MARGIN;
    int row = 0;
    for (Line line : chart.drawn()) {
      int width = SAMPLE + GAP + PlotCanvas.widthOf(line.label(), MEDIUM) + 2 * MARGIN;
      if (x > MARGIN && x + width > WIDTH) {
        x = MARGIN;
        row++;
      }
      places.add(new Rectangle(x, row * LINE, width, LINE));
      x += width;
    }
    int top = HEIGHT - MARGIN - (row + 1) * LINE;
    places.forEach(place -> place.translate(0, top));
    return places;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public void draw(PlotCanvas canvas) {
    drawAxes(canvas);
    List<Line> lines = chart.drawn();
    for (int i = 0; i < lines.size(); i++) {
      drawLine(canvas, lines.get(i));
      drawKey(canvas, lines.get(i), legend.get(i));
    }
  }

  private void drawAxes(PlotCanvas canvas) {
    canvas.text(chart.title(), new Rectangle(area.x, MARGIN, area.width, LINE), 0.5, LARGE, PlotCanvas.INK);
    for (AxisTick tick : vertical.ticks()) {
      int y = (int) Math.round(at(0, tick.value()).getY());
      canvas.fill(new Rectangle(area.x, y, area.width, 1), GRID);
      canvas.text(tick.label(), new Rectangle(0, y - LINE / 2, area.x - GAP, LINE), 1, SMALL, PlotCanvas.INK);
    }
    for (AxisTick tick : horizontal.ticks()) {
      int x = (int) Math.round(at(tick.value(), vertical.scale().low()).getX());
      canvas.fill(new Rectangle(x, area.y, 1, area.height), GRID);
      canvas.text(tick.label(), new Rectangle(x, area.y + area.height, 0, LINE), 0.5, SMALL, PlotCanvas.INK);
    }
    canvas.fill(new Rectangle(area.x, area.y, 1, area.height), PlotCanvas.INK);
    canvas.fill(new Rectangle(area.x, area.y + area.height, area.width, 1), PlotCanvas.INK);
    canvas.text(horizontal.label(), new Rectangle(area.x, area.y + area.height + LINE, area.width, LINE), 0.5, MEDIUM,
        PlotCanvas.INK);
    canvas.upwards(vertical.label(), new Rectangle(MARGIN / 2, area.y, LINE, area.height), 0.5, MEDIUM);
  }

  private void drawLine(PlotCanvas canvas, Line line) {
    Color color = PlotColors.of(line.color());
    for (List<Point> segment : chart.segments(line)) {
      List<Point2D> points = segment.stream().map(point -> at(point.x(), point.y())).toList();
      // A line through a single point is invisible.
      if (points.size() == 1 || !line.joined()) {
        points.forEach(point -> canvas.dot(point, DOT_RADIUS, color));
      } else {
        canvas.line(points, LINE_WIDTH, PlotColors.dashes(line.color()), color);
      }
    }
  }

  private void drawKey(PlotCanvas canvas, Line line, Rectangle place) {
    Color color = PlotColors.of(line.color());
    Point2D start = new Point2D.Double(place.x, place.getCenterY());
    boolean dots = !line.joined() || chart.segments(line).stream().allMatch(segment -> segment.size() == 1);
    if (dots) {
      canvas.dot(new Point2D.Double(place.x + SAMPLE / 2.0, place.getCenterY()), DOT_RADIUS, color);
    } else {
      canvas.line(List.of(start, new Point2D.Double(place.x + SAMPLE, place.getCenterY())), LINE_WIDTH,
          PlotColors.dashes(line.color()), color);
    }
    int text = place.x + SAMPLE + GAP;
    canvas.text(line.label(), new Rectangle(text, place.y, place.width, place.height), 0, MEDIUM, PlotCanvas.INK);
  }

  private Point2D at(double x, double y) {
    return new Point2D.Double(area.x + horizontal.position(x) * area.width,
        area.y + (1 - vertical.position(y)) * area.height);
  }
}
