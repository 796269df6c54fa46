package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mae4j.plot.axis.AxisScale;
import org.mae4j.report.block.ColorBar;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.Plot.Mark;
import org.mae4j.report.block.PlotFrame;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.sweep.RecordedSweep.Surface;

/** Builds a plot of the predicted objective as colored cells, with the trials as dots. */
record ContourPlot(RecordedSweep sweep, Surface surface, PlotFrame frame, ColorScale colors) {
  /** Returns the plot and, if the predictions differ, the bar of its colors. */
  static List<ReportBlock> of(RecordedSweep sweep, Surface surface) {
    double[] all = Arrays.stream(surface.objective()).flatMapToDouble(DoubleStream::of).toArray();
    PlotFrame frame = new PlotFrame(surface.horizontal().axis(surface.across()), surface.vertical().axis(surface.up()));
    ColorScale colors = ColorScale.of(all, sweep.search().direction());
    Plot plot = new ContourPlot(sweep, surface, frame, colors).plot();
    return colors.best() == colors.worst() ? List.of(plot) : List.of(plot, ColorBar.of(
        sweep.search().objective() + ", better to the right", colors.worst(), colors.best(),
        IntStream.range(0, ColorScale.CLASSES).mapToObj(level -> "r" + level).toList()));
  }

  private Plot plot() {
    List<Mark> marks = new ArrayList<>();
    double[] columns = edges(surface.across(), frame.horizontal().scale());
    double[] rows = edges(surface.up(), frame.vertical().scale());
    for (int level = 0; level < ColorScale.CLASSES; level++) {
      String path = cells(level, columns, rows);
      if (!path.isEmpty()) {
        marks.add(new Mark("area cell r" + level, path, ""));
      }
    }
    sweep.ranked().stream().filter(trial -> trial.has(surface.horizontal()))
        .filter(trial -> trial.has(surface.vertical()))
        .forEach(trial -> marks.addAll(dot(trial)));
    return frame.plot("Predicted " + sweep.search().objective(), marks,
        List.of(new Key("dots large c6", "trial, in the color of its measured objective", "")));
  }

  private String cells(int level, double[] columns, double[] rows) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < surface.across().length; i++) {
      for (int j = 0; j < surface.up().length; j++) {
        if (colors.level(surface.objective()[i][j]) == level) {
          path.append(frame.rectangle(columns[i], columns[i + 1], rows[j], rows[j + 1]));
        }
      }
    }
    return path.toString();
  }

  /** Returns a dot in the color of the objective, with two rims that separate it from any background. */
  private List<Mark> dot(RecordedTrial trial) {
    String path = SweepPlots.dot(frame, trial.coordinate(surface.horizontal()),
        trial.coordinate(surface.vertical()));
    String style = RecordedTrial.style(trial.number());
    return List.of(new Mark("dots rim" + style, path, ""), new Mark("dots rim inner" + style, path, ""), new Mark(
        "dots tried r" + colors.level(trial.objective().orElseThrow()) + style, path, trial.hint()));
  }

  /** Returns the edges of the cells: the midpoints between their centers, and the ends of the axis. */
  private static double[] edges(double[] centers, AxisScale scale) {
    double[] edges = new double[centers.length + 1];
    edges[0] = scale.low();
    edges[centers.length] = scale.high();
    for (int i = 1; i < centers.length; i++) {
      edges[i] = scale.value((scale.position(centers[i - 1]) + scale.position(centers[i])) / 2);
    }
    return edges;
  }
}
