package org.mae4j.plot.curve;

import java.util.List;
import java.util.OptionalDouble;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.record.log.MetricsLog.MetricRow;

/**
 * The logged metrics of a run, with their places on the axes of curves.
 *
 * @param rows in the order of time
 * @param costs places on the axes that the rows do not have themselves
 */
public record CurveRows(List<MetricRow> rows, CostPositions costs) {

  /** What a training has cost when a row was logged. */
  @FunctionalInterface
  public interface CostPositions {
    /** The costs are not known. */
    CostPositions UNKNOWN = (axis, row) -> OptionalDouble.empty();

    /** Returns the position of a row on an axis of images, CPU minutes or operations; empty if it is not known. */
    OptionalDouble at(CurveAxis axis, MetricRow row);
  }

  public CurveRows {
    rows = List.copyOf(rows);
  }

  /** Returns the points of a metric whose position on the axis is known. */
  List<Point> points(String metric, CurveAxis axis) {
    return rows.stream().filter(row -> row.name().equals(metric)).flatMap(row -> position(axis, row).stream()
        .mapToObj(x -> new Point(x, row.value()))).toList();
  }

  private OptionalDouble position(CurveAxis axis, MetricRow row) {
    return switch (axis) {
      case EPOCHS -> OptionalDouble.of(row.epoch());
      case STEPS -> OptionalDouble.of(row.step());
      case IMAGES, CPU_MINUTES, TFLOPS -> costs.at(axis, row);
    };
  }
}
