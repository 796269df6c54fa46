package org.mae4j.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of lines whose horizontal axis starts at 0.
 *
 * @param title title above the chart
 * @param horizontalLabel quantity and unit of the horizontal axis
 * @param verticalLabel quantity and unit of the vertical axis
 * @param logarithmic whether the vertical axis is logarithmic; values that are not positive are then left out
 * @param lines lines in the order of the legend; lines without points are left out
 */
public record LineChart(String title, String horizontalLabel, String verticalLabel, boolean logarithmic,
    List<Line> lines) {
  /** Colors that color-blind readers can distinguish (Okabe and Ito, Color Universal Design, 2008), without yellow. */
  private static final Color[] COLORS = {
      new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
      new Color(0xCC79A7), new Color(0xE69F00), new Color(0x56B4E9), new Color(0x000000)
  };
  private static final MathContext LABEL_DIGITS = new MathContext(4);

  /**
   * A line of the chart.
   *
   * @param label label in the legend
   * @param points points from left to right; points whose value is not finite are left out
   * @param joined whether the points are joined by a line; otherwise single points are drawn
   */
  public record Line(String label, List<Point> points, boolean joined) {
    public Line(String label, List<Point> points) {
      this(label, points, true);
    }
  }

  /** A point of a line. */
  public record Point(double x, double y) {}

  /** Writes the chart as a PNG file if any line has points. Returns whether it was written. */
  public boolean write(Path file) throws IOException {
    Optional<BufferedImage> image = draw();
    if (image.isPresent()) {
      PngFile.write(image.get(), file);
    }
    return image.isPresent();
  }

  /** Returns the picture; empty if no line has points. */
  Optional<BufferedImage> draw() {
    XYChart chart = new XYChartBuilder().width(960).height(540).title(title)
        .xAxisTitle(horizontalLabel).yAxisTitle(verticalLabel).build();
    IntStream.range(0, lines.size()).forEach(i -> add(chart, lines.get(i), COLORS[i % COLORS.length]));
    if (chart.getSeriesMap().isEmpty()) {
      return Optional.empty();
    }
    style(chart.getStyler());
    frame(chart);
    return Optional.of(BitmapEncoder.getBufferedImage(chart));
  }

  private void add(XYChart chart, Line line, Color color) {
    List<Point> points = drawable(line);
    if (points.isEmpty()) {
      return;
    }
    double[] x = points.stream().mapToDouble(Point::x).toArray();
    double[] y = points.stream().mapToDouble(point -> logarithmic ? Math.log10(point.y()) : point.y()).toArray();
    XYSeries series = chart.addSeries(line.label(), x, y);
    series.setLineColor(color).setLineStyle(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    // A line through a single point is invisible.
    series.setMarkerColor(color)
        .setMarker(points.size() == 1 || !line.joined() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    if (!line.joined()) {
      series.setLineStyle(SeriesLines.NONE);
    }
  }

  /** Returns the points of a line that can be drawn. */
  public List<Point> drawable(Line line) {
    return line.points().stream().filter(point -> Double.isFinite(point.y()) && (!logarithmic || point.y() > 0))
        .toList();
  }

  /**
   * Labels are formatted and logarithms are computed here, because XChart's logarithmic axis only labels powers of ten,
   * and a loss curve seldom covers two of them.
   */
  private void style(XYStyler styler) {
    styler.setxAxisTickLabelsFormattingFunction(LineChart::label)
        .setyAxisTickLabelsFormattingFunction(value -> label(logarithmic ? Math.pow(10, value) : value))
        .setAxisTickLabelsFont(PlotCanvas.font(12))
        .setAxisTitleFont(PlotCanvas.font(13))
        .setPlotGridLinesColor(new Color(0xE0E0E0));
    styler.setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(PlotCanvas.font(15))
        .setPlotContentSize(1)
        .setPlotBorderVisible(false)
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendFont(PlotCanvas.font(13))
        .setLegendBorderColor(Color.WHITE);
  }

  /** Returns a number as the label of an axis, with four significant digits. */
  public static String label(double value) {
    BigDecimal rounded = new BigDecimal(value, LABEL_DIGITS).stripTrailingZeros();
    boolean tiny = value != 0 && Math.abs(value) < 1e-4;
    int exponent = rounded.precision() - rounded.scale() - 1;
    return tiny ? rounded.scaleByPowerOfTen(-exponent).toPlainString() + "E" + exponent : rounded.toPlainString();
  }

  /**
   * Sets the ranges of both axes to those of the data plus a margin. Without the margin, XChart treats values that differ
   * by less than 1e-4, such as learning rates, as equally spaced and labels each of them.
   */
  private static void frame(XYChart chart) {
    double right = chart.getSeriesMap().values().stream().mapToDouble(XYSeries::getXMax).max().orElseThrow();
    double low = chart.getSeriesMap().values().stream().mapToDouble(XYSeries::getYMin).min().orElseThrow();
    double high = chart.getSeriesMap().values().stream().mapToDouble(XYSeries::getYMax).max().orElseThrow();
    double margin = high > low ? 0.043 * (high - low) : Math.max(0.1 * Math.abs(high), 1e-3);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(right > 0 ? 1.023 * right : 1)
        .setYAxisMin(low - margin).setYAxisMax(high + margin);
  }
}
