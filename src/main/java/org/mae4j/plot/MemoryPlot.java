package org.mae4j.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mae4j.record.log.SystemLog;

/** A chart of the memory of a run over time. The memory should be constant after the first steps. */
public final class MemoryPlot {
  private static final double MINUTE = 60;

  private MemoryPlot() {}

  /** Writes the chart as a PNG file if there are rows. Returns whether it was written. */
  public static boolean write(List<SystemLog.SystemSample> rows, Path file) throws IOException {
    return new LineChart("Memory", "minutes", "MB", false, List.of(
        line("process (resident memory)", rows, SystemLog.SystemSample::residentMb),
        line("used Java heap, including garbage", rows, SystemLog.SystemSample::heapMb))).write(file);
  }

  private static LineChart.Line line(String label, List<SystemLog.SystemSample> rows,
      ToDoubleFunction<SystemLog.SystemSample> value) {
    return new LineChart.Line(label, rows.stream()
        .map(row -> new LineChart.Point(row.seconds() / MINUTE, value.applyAsDouble(row))).toList());
  }
}
