package org.mae4j.report.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mae4j.plot.LineChart;
import org.mae4j.report.block.AxisScale;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.Plot.Mark;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.PlotFrame;
import org.mae4j.report.sweep.RecordedSweep.Candidate;
import org.mae4j.report.sweep.RecordedSweep.Surface;

/** A predicted objective as colored cells, with the candidates that were tried. */
record ContourPlot(RecordedSweep sweep, Surface surface, PlotFrame frame, ColorScale ratings) {
  static Plot of(RecordedSweep sweep, Surface surface) {
    double[] all = Arrays.stream(surface.objective()).flatMapToDouble(DoubleStream::of).toArray();
    PlotFrame frame = new PlotFrame(surface.horizontal().axis(surface.across()), surface.vertical().axis(surface.up()));
    return new ContourPlot(sweep, surface, frame, ColorScale.of(all, sweep.search().direction())).plot();
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
    sweep.ranked().stream().filter(candidate -> candidate.values().containsKey(surface.horizontal().key()))
        .filter(candidate -> candidate.values().containsKey(surface.vertical().key()))
        .forEach(candidate -> marks.addAll(tried(candidate)));
    List<Key> legend = IntStream.range(0, ColorScale.CLASSES).mapToObj(i -> ColorScale.CLASSES - 1 - i)
        .map(level -> new Key("area r" + level, label(level), "")).toList();
    return frame.plot("Predicted " + sweep.search().objective(), marks, legend);
  }

  /** The worst objective of a class; the next class begins there. */
  private String label(int level) {
    String bound = LineChart.label(new BigDecimal(ratings.bound(level), new MathContext(3)).doubleValue());
    return level == ColorScale.CLASSES - 1 ? bound + " or better" : level == 0 ? "worse" : bound;
  }

  private String cells(int level, double[] columns, double[] rows) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < surface.across().length; i++) {
      for (int j = 0; j < surface.up().length; j++) {
        if (ratings.level(surface.objective()[i][j]) == level) {
          path.append(frame.rectangle(columns[i], columns[i + 1], rows[j], rows[j + 1]));
        }
      }
    }
    return path.toString();
  }

  /** A dot in the color of its objective, with rims that part it from any other. */
  private List<Mark> tried(Candidate candidate) {
    String path = SweepPlots.dot(frame, SweepPlots.coordinate(candidate, surface.horizontal()),
        SweepPlots.coordinate(candidate, surface.vertical()));
    return List.of(new Mark("dots rim", path, ""), new Mark("dots rim inner", path, ""), new Mark(
        "dots tried r" + ratings.level(candidate.objective().orElseThrow()), path, SweepPlots.hint(candidate)));
  }

  /** Where cells end: half-way between their middles, and at the ends of the axis. */
  private static double[] edges(double[] middles, AxisScale scale) {
    double[] edges = new double[middles.length + 1];
    edges[0] = scale.low();
    edges[middles.length] = scale.high();
    for (int i = 1; i < middles.length; i++) {
      edges[i] = scale.value((scale.place(middles[i - 1]) + scale.place(middles[i])) / 2);
    }
    return edges;
  }
}
