package org.mae4j.plot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.mae4j.record.log.SystemLog;

/** A chart of the memory that a run took, over its time: flat, once the first steps have been made. */
public final class MemoryPlot {
  private static final double MINUTE = 60;

  private MemoryPlot() {}

  /** Writes the chart; nothing without rows. Returns whether it was written. */
  public static boolean write(List<SystemLog.Row> rows, Path file) throws IOException {
    Optional<BufferedImage> image = draw(rows);
    if (image.isPresent()) {
      Png.write(image.get(), file);
    }
    return image.isPresent();
  }

  static Optional<BufferedImage> draw(List<SystemLog.Row> rows) {
    return new LineChart("Memory", "minutes", "MB", false, List.of(
        line("process, resident", rows, SystemLog.Row::residentMb),
        line("Java heap in use, garbage included", rows, SystemLog.Row::heapMb))).draw();
  }

  private static LineChart.Line line(String label, List<SystemLog.Row> rows, ToDoubleFunction<SystemLog.Row> value) {
    return new LineChart.Line(label, rows.stream()
        .map(row -> new LineChart.Point(row.seconds() / MINUTE, value.applyAsDouble(row))).toList());
  }
}
