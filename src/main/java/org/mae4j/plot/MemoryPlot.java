package org.mae4j.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.mae4j.plot.LineChart.Line;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.record.log.SystemLog;

/**
 * A chart of the memory of a run over time. The memory should be constant after the first steps. The lines are broken
 * where nothing was measured, as during the probes of old runs.
 */
public final class MemoryPlot {
  private static final double MINUTE = 60;
  /** Seconds between two rows above which nothing was measured in between, and the same by the usual time. */
  private static final double BREAK = 20;
  private static final double BREAK_FACTOR = 4;

  private MemoryPlot() {}

  /** Returns the chart of the rows of one run. */
  public static LineChart chart(List<SystemLog.SystemSample> rows) {
    return new LineChart("Memory", "time in minutes", false, "memory in MB", false, List.of(
        new Line("process (resident memory)", 0, points(rows, SystemLog.SystemSample::residentMb)),
        new Line("used Java heap, including garbage", 1, points(rows, SystemLog.SystemSample::heapMb))));
  }

  private static List<Point> points(List<SystemLog.SystemSample> rows, ToDoubleFunction<SystemLog.SystemSample> value) {
    double usual = StatUtils.percentile(IntStream.range(1, rows.size())
        .mapToDouble(i -> rows.get(i).seconds() - rows.get(i - 1).seconds()).toArray(), 50);
    double longest = Math.max(BREAK, BREAK_FACTOR * usual);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double minutes = rows.get(i).seconds() / MINUTE;
      if (i > 0 && rows.get(i).seconds() - rows.get(i - 1).seconds() > longest) {
        points.add(new Point(minutes, Double.NaN));
      }
      points.add(new Point(minutes, value.applyAsDouble(rows.get(i))));
    }
    return points;
  }
}
