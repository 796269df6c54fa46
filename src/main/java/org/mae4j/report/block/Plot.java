package org.mae4j.report.block;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mae4j.plot.LineChart;

/**
 * What lies between two axes, as the template draws it to SVG.
 *
 * @param title above it
 * @param horizontalLabel quantity and unit from left to right
 * @param verticalLabel quantity and unit upwards
 * @param horizontal marks of the axis below
 * @param vertical marks of the axis at the left
 * @param marks the later over the earlier
 */
public record Plot(String title, String horizontalLabel, String verticalLabel, List<Tick> horizontal, List<Tick> vertical,
    List<Mark> marks, List<Key> legend) implements ReportBlock {
  /** Colors that the style sheet has. */
  private static final int COLORS = 10;

  /** @param at place along the axis */
  public record Tick(String at, String label) {}

  /**
   * @param style names of the style sheet
   * @param path as in SVG
   * @param hint is shown where the pointer rests on it; may be empty
   */
  public record Mark(String style, String path, String hint) {}

  /**
   * @param style of the marks that it explains
   * @param note beside its label; may be empty
   */
  public record Key(String style, String label, String note) {}

  /** The chart; nothing, where no line can be drawn. */
  public static Optional<Plot> of(LineChart chart) {
    List<LineChart.Line> lines = chart.lines().stream()
        .map(line -> new LineChart.Line(line.label(), ThinnedCurve.of(chart.drawable(line))))
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

  /** A cloud of dots; each line of {@code clouds} is a color. */
  public static Plot dots(String title, String horizontalLabel, String verticalLabel, List<LineChart.Line> clouds) {
    PlotFrame frame = new PlotFrame(Axis.of(horizontalLabel, AxisScale.around(values(clouds, LineChart.Point::x), false)),
        Axis.of(verticalLabel, AxisScale.around(values(clouds, LineChart.Point::y), false)));
    return frame.plot(title, IntStream.range(0, clouds.size()).mapToObj(i ->
            new Mark("dots " + color(i), frame.dots(clouds.get(i).points()), "")).toList(),
        IntStream.range(0, clouds.size()).mapToObj(i ->
            new Key("dots " + color(i), clouds.get(i).label(), "")).toList());
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

  /** A line through a single point cannot be seen. */
  private static String style(LineChart.Line line, int index) {
    return (line.points().size() == 1 ? "dots single " : "line ") + color(index);
  }

  /** Colors come again in another form: dashed lines, square dots. */
  private static String color(int index) {
    return "c" + index % COLORS + (index / COLORS % 2 == 1 ? " again" : "");
  }

  @Override
  public String kind() {
    return "plot";
  }
}
