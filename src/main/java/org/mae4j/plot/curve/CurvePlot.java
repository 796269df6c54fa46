package org.mae4j.plot.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mae4j.plot.LineChart;
import org.mae4j.record.log.MetricsLog;

/**
 * A chart of logged metrics over a training.
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

  /** Returns the chart of the rows of one run over epochs. */
  public LineChart chart(List<MetricsLog.MetricRow> rows) {
    return chart(CurveAxis.EPOCHS, new CurveRows(rows, CurveRows.CostPositions.UNKNOWN));
  }

  /** Returns the chart of one run. */
  public LineChart chart(CurveAxis axis, CurveRows rows) {
    return chart(title, axis,
        curves.stream().map(curve -> line(curve.label(), curve.color(), axis, curve, rows)).toList());
  }

  /**
   * Returns a chart of one curve with one line per run. A run has the same color in the charts of all curves.
   *
   * @param runs rows by the name of the run
   */
  public LineChart compared(CurveAxis axis, Curve curve, Map<String, CurveRows> runs) {
    List<LineChart.Line> lines = new ArrayList<>();
    runs.forEach((run, rows) -> lines.add(line(run, lines.size(), axis, curve, rows)));
    return chart(title + ": " + curve.label(), axis, lines);
  }

  private LineChart chart(String heading, CurveAxis axis, List<LineChart.Line> lines) {
    return new LineChart(heading, axis.label(), axis.whole(), valueLabel, logarithmic, lines);
  }

  private static LineChart.Line line(String label, int color, CurveAxis axis, Curve curve, CurveRows rows) {
    return new LineChart.Line(label, color, rows.points(curve.metric(), axis));
  }
}
