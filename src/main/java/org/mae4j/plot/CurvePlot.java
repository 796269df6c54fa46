package org.mae4j.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mae4j.record.log.MetricsLog;

/**
 * A chart of logged metrics over the course of the training.
 *
 * @param title title above the chart
 * @param axis quantity of the horizontal axis
 * @param valueLabel quantity and unit of the vertical axis
 * @param logarithmic whether the vertical axis is logarithmic; values that are not positive are then left out
 * @param curves curves in the order of the legend
 */
public record CurvePlot(String title, HorizontalAxis axis, String valueLabel, boolean logarithmic, List<Curve> curves) {
  /** The quantity of the horizontal axis. */
  public enum HorizontalAxis {
    /** Optimizer steps. */
    STEP,
    /** Epochs. */
    EPOCH
  }

  /**
   * A curve of the chart.
   *
   * @param metric name of the metric
   * @param label label in the legend
   */
  public record Curve(String metric, String label) {}

  public CurvePlot {
    curves = List.copyOf(curves);
  }

  /** Writes the chart as a PNG file if any row belongs to a curve. Returns whether it was written. */
  public boolean write(List<MetricsLog.MetricRow> rows, Path file) throws IOException {
    return chart(rows).write(file);
  }

  /** Returns the chart of the rows of one run. */
  public LineChart chart(List<MetricsLog.MetricRow> rows) {
    return chart(title, curves.stream().map(curve -> line(curve.label(), curve, rows)).toList());
  }

  /** Returns a chart of one curve with one line per run. @param runs rows by the name of the run */
  public LineChart compared(Curve curve, Map<String, List<MetricsLog.MetricRow>> runs) {
    return chart(title + ": " + curve.label(), runs.entrySet().stream()
        .map(run -> line(run.getKey(), curve, run.getValue())).toList());
  }

  private LineChart chart(String heading, List<LineChart.Line> lines) {
    return new LineChart(heading, axis == HorizontalAxis.STEP ? "step" : "epoch", valueLabel, logarithmic, lines);
  }

  private LineChart.Line line(String label, Curve curve, List<MetricsLog.MetricRow> rows) {
    return new LineChart.Line(label, rows.stream().filter(row -> row.name().equals(curve.metric()))
        .map(row -> new LineChart.Point(axis == HorizontalAxis.STEP ? row.step() : row.epoch(), row.value())).toList());
  }
}
