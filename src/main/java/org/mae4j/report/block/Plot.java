package org.mae4j.report.block;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mae4j.base.Downsampling;
import org.mae4j.plot.LineChart;

/**
 * A plot with two axes, drawn by the template as SVG.
 *
 * @param title title above the plot
 * @param horizontalLabel quantity and unit of the horizontal axis
 * @param verticalLabel quantity and unit of the vertical axis
 * @param horizontal ticks of the horizontal axis
 * @param vertical ticks of the vertical axis
 * @param marks drawn shapes; later ones cover earlier ones
 * @param legend entries of the legend
 */
public record Plot(String title, String horizontalLabel, String verticalLabel, List<Tick> horizontal,
    List<Tick> vertical,
    List<Mark> marks, List<Key> legend) implements ReportBlock {
  /** Number of colors in the style sheet. */
  private static final int COLORS = 10;
  /** Groups of points of a line; more do not fit into the width of the plot. */
  private static final int GROUPS = 300;

  /**
   * A labeled position of an axis.
   *
   * @param at SVG coordinate along the axis
   */
  public record Tick(String at, String label) {}

  /**
   * A drawn shape.
   *
   * @param style CSS classes
   * @param path SVG path data
   * @param hint tooltip; may be empty
   */
  public record Mark(String style, String path, String hint) {}

  /**
   * An entry of the legend.
   *
   * @param style CSS classes of the marks that the entry explains
   * @param note text after the label; may be empty
   */
  public record Key(String style, String label, String note) {}

  /** Returns a line chart, with down-sampled lines; empty if no line has a point that can be drawn. */
  public static Optional<Plot> of(LineChart chart) {
    List<LineChart.Line> lines = chart.lines().stream()
        .map(line -> new LineChart.Line(line.label(),
            Downsampling.extremes(chart.drawable(line), LineChart.Point::y, GROUPS)))
        .filter(line -> !line.points().isEmpty()).toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    PlotFrame frame = new PlotFrame(
        Axis.of(chart.horizontalLabel(), AxisScale.fromZero(
            lines.stream().flatMap(line -> line.points().stream()).mapToDouble(LineChart.Point::x))),
        Axis.of(chart.verticalLabel(), AxisScale.around(values(lines, LineChart.Point::y), chart.logarithmic())));
    return Optional.of(frame.plot(chart.title(),
        IntStream.range(0, lines.size()).mapToObj(i -> line(frame, lines.get(i), i)).toList(),
        IntStream.range(0, lines.size()).mapToObj(i -> key(lines.get(i), i)).toList()));
  }

  /** Returns a scatter plot. @param clouds points of each color */
  public static Plot dots(String title, String horizontalLabel, String verticalLabel, List<LineChart.Line> clouds) {
    PlotFrame frame =
        new PlotFrame(Axis.of(horizontalLabel, AxisScale.around(values(clouds, LineChart.Point::x), false)),
            Axis.of(verticalLabel, AxisScale.around(values(clouds, LineChart.Point::y), false)));
    return frame.plot(title,
        IntStream.range(0, clouds.size())
            .mapToObj(i -> new Mark("dots " + color(i), frame.dots(clouds.get(i).points()), "")).toList(),
        IntStream.range(0, clouds.size()).mapToObj(i -> new Key("dots " + color(i), clouds.get(i).label(), ""))
            .toList());
  }

  private static double[] values(List<LineChart.Line> lines, ToDoubleFunction<LineChart.Point> value) {
    return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(value).toArray();
  }

  private static Mark line(PlotFrame frame, LineChart.Line line, int index) {
    boolean single = line.points().size() == 1;
    return new Mark(style(line, index), single ? frame.dots(line.points()) : frame.line(line.points()), "");
  }

  private static Key key(LineChart.Line line, int index) {
    LineChart.Point last = line.points().get(line.points().size() - 1);
    return new Key(style(line, index), line.label(), "last " + LineChart.label(last.y()));
  }

  /** A line with a single point is drawn as a dot, because a path of length 0 is invisible. */
  private static String style(LineChart.Line line, int index) {
    return (line.points().size() == 1 ? "dots single " : "line ") + color(index);
  }

  /** The colors repeat with another form: dashed lines and square dots. */
  private static String color(int index) {
    return "c" + index % COLORS + (index / COLORS % 2 == 1 ? " again" : "");
  }

  @Override
  public String kind() {
    return "plot";
  }
}
