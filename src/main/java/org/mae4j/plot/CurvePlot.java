package org.mae4j.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mae4j.record.log.MetricsLog;

/**
 * A chart of logged metrics over the epochs of a training.
 *
 * @param title title above the chart
 * @param valueLabel quantity and unit of the vertical axis
 * @param logarithmic whether the vertical axis is logarithmic; values that are not positive are then left out
 * @param curves curves in the order of the legend
 */
public record CurvePlot(String title, String valueLabel, boolean logarithmic, List<Curve> curves) {

  /**
   * A curve of the chart.
   *
   * @param metric name of the metric
   * @param label label in the legend
   * @param color index of the color
   */
  public record Curve(String metric, String label, int color) {}

  public CurvePlot {
    curves = List.copyOf(curves);
  }

  /** Returns the chart of the rows of one run. */
  public LineChart chart(List<MetricsLog.MetricRow> rows) {
    return chart(title, curves.stream().map(curve -> line(curve.label(), curve.color(), curve, rows)).toList());
  }

  /** Writes the chart as PNG and SVG if any row belongs to a curve. Returns whether it was written. */
  public boolean write(List<MetricsLog.MetricRow> rows, Path png) throws IOException {
    return chart(rows).write(png);
  }

  /**
   * Returns a chart of one curve with one line per run. A run has the same color in the charts of all curves.
   *
   * @param runs rows by the name of the run
   */
  public LineChart compared(Curve curve, Map<String, List<MetricsLog.MetricRow>> runs) {
    List<LineChart.Line> lines = new ArrayList<>();
    runs.forEach((run, rows) -> lines.add(line(run, lines.size(), curve, rows)));
    return chart(title + ": " + curve.label(), lines);
  }

  private LineChart chart(String heading, List<LineChart.Line> lines) {
    return new LineChart(heading, "epoch", true, valueLabel, logarithmic, lines);
  }

  private LineChart.Line line(String label, int color, Curve curve, List<MetricsLog.MetricRow> rows) {
    return new LineChart.Line(label, color, rows.stream().filter(row -> row.name().equals(curve.metric()))
        .map(row -> new LineChart.Point(row.epoch(), row.value())).toList());
  }
}
