package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.plot.LineChart;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.report.block.Axis;
import org.mae4j.report.block.AxisScale;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.Plot.Mark;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.PlotFrame;
import org.mae4j.report.sweep.RecordedSweep.Candidate;

/** What candidates came to, between two axes. */
record SweepPlots(RecordedSweep sweep) {
  /** Objectives further apart than this ratio are drawn by their logarithm. */
  private static final double WIDE = 100;
  private static final String EACH = "dots large c0";
  private static final String BEST = "dots single c1";
  private static final String MEDIAN = "line median";

  /** @param values at least one */
  static AxisScale scale(double... values) {
    double low = DoubleStream.of(values).min().orElseThrow();
    double high = DoubleStream.of(values).max().orElseThrow();
    return AxisScale.around(values, low > 0 && high > WIDE * low);
  }

  /** Each candidate's objective and the best so far; nothing, where none has one. */
  Optional<Plot> progress() {
    List<ObjectivePlot.Moment> found = sweep.progress().found();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PlotFrame frame = new PlotFrame(
        Axis.of("minutes that candidates took", AxisScale.fromZero(found.stream().mapToDouble(m -> m.minutes() * 1.04))),
        Axis.of(sweep.search().objective(), scale(found.stream().mapToDouble(m -> m.value()).toArray())));
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark("line c1", frame.line(sweep.progress().steps()), ""));
    found.forEach(moment -> marks.add(new Mark(EACH, dot(frame, moment.minutes(), moment.value()),
        LineChart.label(moment.value()) + " after " + LineChart.label(moment.minutes()) + " minutes")));
    return Optional.of(frame.plot("Objective over time", marks, List.of(new Key(EACH, "candidate", ""),
        new Key("line c1", "best so far", LineChart.label(found.get(found.size() - 1).best())))));
  }

  /** How long each candidate took; nothing, where none took time. */
  Optional<Plot> times() {
    List<Candidate> timed = sweep.candidates().stream().filter(candidate -> candidate.seconds() > 0).toList();
    if (timed.isEmpty()) {
      return Optional.empty();
    }
    int last = sweep.candidates().stream().mapToInt(Candidate::number).max().orElseThrow();
    PlotFrame frame = new PlotFrame(Axis.ofWhole("candidate", new AxisScale(0.4, last + 0.6, false)),
        Axis.of("minutes", AxisScale.fromZero(timed.stream().mapToDouble(candidate -> candidate.seconds() * 1.04 / 60))));
    Map<String, Key> legend = new LinkedHashMap<>();
    List<Mark> marks = new ArrayList<>();
    timed.forEach(candidate -> {
      legend.computeIfAbsent(candidate.state(), state -> new Key("area c" + legend.size(), state, ""));
      marks.add(new Mark(legend.get(candidate.state()).style(),
          frame.rectangle(candidate.number() - 0.4, candidate.number() + 0.4, 0, candidate.seconds() / 60),
          String.format(Locale.ROOT, "candidate %d, %s: %.1f minutes", candidate.number(), candidate.state(),
              candidate.seconds() / 60)));
    });
    return Optional.of(frame.plot("Time per candidate", marks, List.copyOf(legend.values())));
  }

  /** The objective over one parameter; nothing, where no candidate with an objective has it. */
  Optional<Plot> slice(SweptParameter parameter) {
    List<Candidate> having = sweep.ranked().stream().filter(c -> c.values().containsKey(parameter.key())).toList();
    if (having.isEmpty()) {
      return Optional.empty();
    }
    PlotFrame frame = new PlotFrame(parameter.axis(having.stream().mapToDouble(c -> coordinate(c, parameter)).toArray()),
        Axis.of(sweep.search().objective(), scale(objectives(having))));
    List<Mark> marks = new ArrayList<>(medians(frame, parameter, having));
    Candidate best = sweep.ranked().get(0);
    Stream.concat(having.stream().filter(c -> c != best), having.stream().filter(c -> c == best)).forEach(c ->
        marks.add(new Mark(c == best ? BEST : EACH, dot(frame, coordinate(c, parameter), c.objective().orElseThrow()),
            hint(c) + " with " + parameter.label() + " " + c.values().get(parameter.key()))));
    return Optional.of(frame.plot(parameter.key(), marks, legend(parameter, having, best)));
  }

  private List<Key> legend(SweptParameter parameter, List<Candidate> having, Candidate best) {
    List<Key> legend = new ArrayList<>();
    int without = sweep.ranked().size() - having.size();
    legend.add(new Key(EACH, "candidate", without == 0 ? "" : without + " without it left out"));
    if (having.contains(best)) {
      legend.add(new Key(BEST, "best", ""));
    }
    if (!parameter.levels().isEmpty()) {
      legend.add(new Key(MEDIAN, "median", ""));
    }
    return legend;
  }

  /** A bar at the median of each level. */
  private static List<Mark> medians(PlotFrame frame, SweptParameter parameter, List<Candidate> having) {
    List<Mark> marks = new ArrayList<>();
    for (int level = 0; level < parameter.levels().size(); level++) {
      String value = parameter.levels().get(level);
      double[] objectives = objectives(having.stream()
          .filter(c -> value.equals(c.values().get(parameter.key()))).toList());
      if (objectives.length > 0) {
        double median = StatUtils.percentile(objectives, 50);
        marks.add(new Mark(MEDIAN, frame.line(List.of(new Point(level - 0.25, median), new Point(level + 0.25,
            median))), "median " + LineChart.label(median)));
      }
    }
    return marks;
  }

  static String hint(Candidate candidate) {
    return "candidate " + candidate.number() + ": " + LineChart.label(candidate.objective().orElseThrow());
  }

  static double coordinate(Candidate candidate, SweptParameter parameter) {
    return parameter.coordinate(candidate.values().get(parameter.key()));
  }

  static double[] objectives(List<Candidate> candidates) {
    return candidates.stream().mapToDouble(candidate -> candidate.objective().orElseThrow()).toArray();
  }

  static String dot(PlotFrame frame, double x, double y) {
    return frame.dots(List.of(new Point(x, y)));
  }
}
