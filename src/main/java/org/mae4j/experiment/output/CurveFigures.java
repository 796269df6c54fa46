package org.mae4j.experiment.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Evaluations;
import org.mae4j.plot.CurvePlot;
import org.mae4j.plot.MemoryPlot;
import org.mae4j.plot.TrainingCurves;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;

/** Draws the charts of the metrics and of the memory of a run. */
public final class CurveFigures {
  private CurveFigures() {}

  /** Draws the charts that have data, and replaces former ones. */
  public static void draw(RunDirectory directory) throws IOException {
    List<MetricsLog.MetricRow> rows = MetricsLog.read(directory.metrics());
    for (Map.Entry<String, CurvePlot> plot : TrainingCurves.byFile(Evaluations.trained()).entrySet()) {
      Path file = directory.figures().resolve(plot.getKey());
      plot.getValue().write(rows, file);
    }
    MemoryPlot.write(SystemLog.read(directory.system()), directory.figures().resolve("memory.png"));
  }
}
