package org.mae4j.report.block;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mae4j.plot.LineChart.Line;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.AxisScale;

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
   * @param style CSS classes of the marks that the entry explains, of which the first is their form: {@code line},
   *     {@code dots} or {@code area}
   * @param note text after the label; may be empty
   */
  public record Key(String style, String label, String note) {
    /** Returns the path of an example of the marks. */
    String sample() {
      return style.startsWith("dots") ? "M12 6h0" : style.startsWith("area") ? "M6 1H18V11H6Z" : "M3 6H21";
    }
  }

  /** Returns a scatter plot. @param clouds points of each color */
  public static Plot dots(String title, String horizontalLabel, String verticalLabel, List<Line> clouds) {
    PlotFrame frame =
        new PlotFrame(Axis.of(horizontalLabel, AxisScale.around(values(clouds, Point::x), false)),
            Axis.of(verticalLabel, AxisScale.around(values(clouds, Point::y), false)));
    return frame.plot(title,
        clouds.stream().map(cloud -> new Mark("dots " + LinePlot.color(cloud.color()), frame.dots(cloud.points()),
            cloud.label())).toList(),
        clouds.stream().map(cloud -> new Key("dots large " + LinePlot.color(cloud.color()), cloud.label(), ""))
            .toList());
  }

  private static double[] values(List<Line> lines, ToDoubleFunction<Point> value) {
    return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(value).toArray();
  }

  @Override
  public String kind() {
    return "plot";
  }
}
