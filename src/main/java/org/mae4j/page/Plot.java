package org.mae4j.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.report.LineChart;

/**
 * Lines or dots between two axes, as the template draws them to SVG.
 *
 * @param title above it
 * @param horizontalLabel quantity and unit from left to right
 * @param verticalLabel quantity and unit upwards
 * @param horizontal marks of the axis below
 * @param vertical marks of the axis at the left
 * @param series in the order of the legend
 */
record Plot(String title, String horizontalLabel, String verticalLabel, List<Tick> horizontal, List<Tick> vertical,
    List<Series> series) implements Part {
  /** Where the template draws the axes. */
  private static final int LEFT = 66;
  private static final int RIGHT = 410;
  private static final int TOP = 10;
  private static final int BOTTOM = 228;

  /** Colours that the style sheet has. */
  private static final int COLOURS = 10;

  /** @param at place along the axis */
  record Tick(String at, String label) {}

  /**
   * @param style of its line or dots, names of the style sheet
   * @param path as in SVG
   * @param note beside its label in the legend
   */
  record Series(String label, String style, String path, String note) {}

  /** The chart; nothing, where no line can be drawn. */
  static Optional<Plot> of(LineChart chart) {
    List<LineChart.Line> lines = chart.lines().stream()
        .map(line -> new LineChart.Line(line.label(), Thinned.of(chart.drawable(line))))
        .filter(line -> !line.points().isEmpty()).toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Scale x = Scale.fromZero(lines.stream().flatMap(line -> line.points().stream()).mapToDouble(LineChart.Point::x));
    Scale y = Scale.around(
        lines.stream().flatMap(line -> line.points().stream()).mapToDouble(LineChart.Point::y).toArray(),
        chart.logarithmic());
    return Optional.of(new Plot(chart.title(), chart.horizontalLabel(), chart.verticalLabel(), horizontal(x),
        vertical(y), IntStream.range(0, lines.size()).mapToObj(i -> line(lines.get(i), i, x, y)).toList()));
  }

  /** A cloud of dots; each line of {@code clouds} is a colour. */
  static Plot dots(String title, String horizontalLabel, String verticalLabel, List<LineChart.Line> clouds) {
    Scale x = Scale.around(clouds.stream().flatMap(line -> line.points().stream()).mapToDouble(LineChart.Point::x)
        .toArray(), false);
    Scale y = Scale.around(clouds.stream().flatMap(line -> line.points().stream()).mapToDouble(LineChart.Point::y)
        .toArray(), false);
    return new Plot(title, horizontalLabel, verticalLabel, horizontal(x), vertical(y),
        IntStream.range(0, clouds.size()).mapToObj(i -> cloud(clouds.get(i), i, x, y)).toList());
  }

  private static Series line(LineChart.Line line, int index, Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    for (LineChart.Point point : line.points()) {
      path.append(path.length() == 0 ? 'M' : 'L').append(at(x, y, point));
    }
    LineChart.Point last = line.points().get(line.points().size() - 1);
    boolean single = line.points().size() == 1;
    return new Series(line.label(), (single ? "dots single " : "line ") + colour(index), path + (single ? "h0" : ""),
        "last " + LineChart.label(last.y()));
  }

  private static Series cloud(LineChart.Line cloud, int index, Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    cloud.points().forEach(point -> path.append('M').append(at(x, y, point)).append("h0"));
    return new Series(cloud.label(), "dots " + colour(index), path.toString(), "");
  }

  /** Colours come again in another form: dashed lines, square dots. */
  private static String colour(int index) {
    return "c" + index % COLOURS + (index / COLOURS % 2 == 1 ? " again" : "");
  }

  private static String at(Scale x, Scale y, LineChart.Point point) {
    return across(x.place(point.x())) + " " + up(y.place(point.y()));
  }

  private static List<Tick> horizontal(Scale scale) {
    return scale.ticks().stream().map(tick -> new Tick(across(scale.place(tick)), LineChart.label(tick))).toList();
  }

  private static List<Tick> vertical(Scale scale) {
    return scale.ticks().stream().map(tick -> new Tick(up(scale.place(tick)), LineChart.label(tick))).toList();
  }

  private static String across(double place) {
    return String.format(Locale.ROOT, "%.1f", LEFT + place * (RIGHT - LEFT));
  }

  private static String up(double place) {
    return String.format(Locale.ROOT, "%.1f", BOTTOM - place * (BOTTOM - TOP));
  }

  @Override
  public String kind() {
    return "plot";
  }
}
