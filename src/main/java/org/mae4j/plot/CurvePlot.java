package org.mae4j.plot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.record.log.MetricsLog;

/**
 * A chart of logged metrics over training, from its beginning.
 *
 * @param title above the chart
 * @param axis what runs from left to right
 * @param valueLabel quantity and unit of the values
 * @param logarithmic whether values are drawn by their logarithm; those that are not positive are then left out
 * @param curves in the order of the legend
 */
public record CurvePlot(String title, Axis axis, String valueLabel, boolean logarithmic, List<Curve> curves) {
  /** What runs from left to right. */
  public enum Axis {
    /** Optimizer steps. */
    STEP,
    /** Passes over the training images. */
    EPOCH
  }

  /**
   * One line of the chart.
   *
   * @param metric name of the logged rows
   * @param label in the legend
   */
  public record Curve(String metric, String label) {}

  public CurvePlot {
    curves = List.copyOf(curves);
  }

  /** Writes the chart; nothing, where none of the rows belongs to a curve. Returns whether it was written. */
  public boolean write(List<MetricsLog.Row> rows, Path file) throws IOException {
    Optional<BufferedImage> image = draw(rows);
    if (image.isPresent()) {
      Png.write(image.get(), file);
    }
    return image.isPresent();
  }

  Optional<BufferedImage> draw(List<MetricsLog.Row> rows) {
    return chart(rows).draw();
  }

  /** What is to be drawn of {@code rows}. */
  public LineChart chart(List<MetricsLog.Row> rows) {
    return chart(title, curves.stream().map(curve -> line(curve.label(), curve, rows)).toList());
  }

  /** One curve of several runs: a line for each, in their order. */
  public LineChart compared(Curve curve, Map<String, List<MetricsLog.Row>> runs) {
    return chart(title + ": " + curve.label(), runs.entrySet().stream()
        .map(run -> line(run.getKey(), curve, run.getValue())).toList());
  }

  private LineChart chart(String heading, List<LineChart.Line> lines) {
    return new LineChart(heading, axis == Axis.STEP ? "step" : "epoch", valueLabel, logarithmic, lines);
  }

  private LineChart.Line line(String label, Curve curve, List<MetricsLog.Row> rows) {
    return new LineChart.Line(label, rows.stream().filter(row -> row.name().equals(curve.metric()))
        .map(row -> new LineChart.Point(axis == Axis.STEP ? row.step() : row.epoch(), row.value())).toList());
  }
}
