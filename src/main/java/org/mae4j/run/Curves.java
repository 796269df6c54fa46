package org.mae4j.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mae4j.report.CurvePlot;
import org.mae4j.report.MemoryPlot;
import org.mae4j.report.MetricsLog;
import org.mae4j.report.SystemLog;
import org.mae4j.report.TrainingCurves;

/** The charts of a run's metrics and of its memory. */
final class Curves {
  private Curves() {}

  /** Draws those charts for which there are rows. */
  static void draw(RunDirectory directory) throws IOException {
    List<MetricsLog.Row> rows = MetricsLog.read(directory.metrics());
    for (Map.Entry<String, CurvePlot> plot : TrainingCurves.BY_FILE.entrySet()) {
      Path file = directory.figures().resolve(plot.getKey());
      plot.getValue().write(rows, file);
    }
    MemoryPlot.write(SystemLog.read(directory.system()), directory.figures().resolve("memory.png"));
  }
}
