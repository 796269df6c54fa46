package org.mae4j.experiment.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.plot.LineChart;
import org.mae4j.plot.MemoryPlot;
import org.mae4j.plot.curve.CurvePlot;
import org.mae4j.plot.curve.TrainingCurves;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;

/** The files of the charts of the metrics and of the memory of a run. */
public final class CurveFigures {
  private final RunDirectory directory;
  /** What is drawn already: most stages change few of the charts. */
  private final Map<Path, LineChart> drawn = new HashMap<>();

  public CurveFigures(RunDirectory directory) {
    this.directory = directory;
  }

  /** Draws the charts that have data and changed since this object drew them, and replaces former ones. */
  public void draw() throws IOException {
    List<MetricsLog.MetricRow> rows = MetricsLog.read(directory.metrics());
    for (Map.Entry<String, CurvePlot> plot : TrainingCurves.byFile(Stages.trained()).entrySet()) {
      draw(plot.getValue().chart(rows), plot.getKey());
    }
    draw(MemoryPlot.chart(SystemLog.read(directory.system())), "memory.png");
  }

  private void draw(LineChart chart, String name) throws IOException {
    Path file = directory.figures().resolve(name);
    if (!chart.equals(drawn.put(file, chart))) {
      chart.write(file);
    }
  }
}
