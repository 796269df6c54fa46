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
import org.mae4j.base.text.NumberLabel;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.AxisScale;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.Plot.Mark;
import org.mae4j.report.block.PlotFrame;

/** Builds the plots of the objectives and the durations of the trials. */
record SweepPlots(RecordedSweep sweep) {
  /** Ratio of the highest to the lowest objective above which the axis is logarithmic. */
  private static final double LOGARITHMIC_RATIO = 100;
  static final String EACH = "dots large c" + ObjectivePlot.TRIAL;
  static final String BEST = "dots single c" + ObjectivePlot.BEST;
  static final String BEST_LINE = "line c" + ObjectivePlot.BEST;
  /** Color of a state by its name; finished trials have the color of trials, and no state has that of the best. */
  private static final Map<String, Integer> STATES = Map.of("finished", ObjectivePlot.TRIAL, "pruned", 4, "failed", 3,
      "started", 5, "invalid", 6, "repeated", 7);
  private static final String MEDIAN = "line median";

  /** Returns the scale of an axis of objectives. @param values at least one */
  static AxisScale scale(double... values) {
    double low = DoubleStream.of(values).min().orElseThrow();
    double high = DoubleStream.of(values).max().orElseThrow();
    return AxisScale.around(values, low > 0 && high > LOGARITHMIC_RATIO * low);
  }

  /** Returns the objective of each trial and the best so far; empty if no trial has an objective. */
  Optional<Plot> progress() {
    List<ObjectivePlot.Moment> moments = sweep.progress().moments();
    if (moments.isEmpty()) {
      return Optional.empty();
    }
    PlotFrame frame = new PlotFrame(
        Axis.of(ObjectivePlot.TIME_LABEL, AxisScale.fromZero(moments.stream().mapToDouble(m -> m.minutes() * 1.04))),
        Axis.of(sweep.search().objective(), scale(moments.stream().mapToDouble(m -> m.value()).toArray())));
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(BEST_LINE, frame.line(sweep.progress().steps()), ""));
    moments.forEach(moment -> marks.add(new Mark(EACH + RecordedTrial.style(moment.trial()),
        dot(frame, moment.minutes(), moment.value()),
        NumberLabel.of(moment.value()) + " after " + NumberLabel.of(moment.minutes()) + " minutes")));
    return Optional.of(frame.plot("Objective over time", marks, List.of(new Key(EACH, "trial", ""),
        new Key(BEST_LINE, "best so far", NumberLabel.of(moments.get(moments.size() - 1).best())))));
  }

  /** Returns the duration of each trial; empty if no trial has one. */
  Optional<Plot> times() {
    List<RecordedTrial> timed = sweep.trials().stream().filter(trial -> trial.seconds() > 0).toList();
    if (timed.isEmpty()) {
      return Optional.empty();
    }
    int last = sweep.trials().stream().mapToInt(RecordedTrial::number).max().orElseThrow();
    PlotFrame frame = new PlotFrame(Axis.ofWhole("number of the trial", new AxisScale(0.4, last + 0.6, false)),
        Axis.of("duration in minutes",
            AxisScale.fromZero(timed.stream().mapToDouble(trial -> trial.seconds() * 1.04 / 60))));
    Map<String, Key> legend = new LinkedHashMap<>();
    List<Mark> marks = new ArrayList<>();
    timed.forEach(trial -> {
      legend.computeIfAbsent(trial.state(), state -> new Key("area c" + STATES.getOrDefault(state, 8), state, ""));
      marks.add(new Mark(legend.get(trial.state()).style() + RecordedTrial.style(trial.number()),
          frame.rectangle(trial.number() - 0.4, trial.number() + 0.4, 0, trial.seconds() / 60),
          String.format(Locale.ROOT, "trial %d, %s: %.1f minutes", trial.number(), trial.state(),
              trial.seconds() / 60)));
    });
    return Optional.of(frame.plot("Time per trial", marks, List.copyOf(legend.values())));
  }

  /** Returns the objective over one parameter; empty if no ranked trial has the parameter. */
  Optional<Plot> slice(SweptParameter parameter) {
    List<RecordedTrial> having = sweep.ranked().stream().filter(c -> c.has(parameter)).toList();
    if (having.isEmpty()) {
      return Optional.empty();
    }
    PlotFrame frame = new PlotFrame(parameter.axis(having.stream().mapToDouble(c -> c.coordinate(parameter)).toArray()),
        Axis.of(sweep.search().objective(), scale(objectives(having))));
    List<Mark> marks = new ArrayList<>(medians(frame, parameter, having));
    RecordedTrial best = sweep.ranked().get(0);
    Stream.concat(having.stream().filter(c -> !c.equals(best)), having.stream().filter(best::equals))
        .forEach(c -> marks.add(
            new Mark((c.equals(best) ? BEST : EACH) + RecordedTrial.style(c.number()),
                dot(frame, c.coordinate(parameter), c.objective().orElseThrow()),
                c.hint() + ", " + parameter.key() + " " + NumberLabel.ofSetting(c.values().get(parameter.key())))));
    return Optional.of(frame.plot(parameter.key(), marks, legend(parameter, having, best)));
  }

  private List<Key> legend(SweptParameter parameter, List<RecordedTrial> having, RecordedTrial best) {
    List<Key> legend = new ArrayList<>();
    int without = sweep.ranked().size() - having.size();
    legend.add(new Key(EACH, "trial", without == 0 ? "" : without + " without the parameter are not shown"));
    if (having.contains(best)) {
      legend.add(new Key(BEST, "best", ""));
    }
    if (!parameter.levels().isEmpty()) {
      legend.add(new Key(MEDIAN, "median", ""));
    }
    return legend;
  }

  /** Returns a bar at the median of each level. */
  private static List<Mark> medians(PlotFrame frame, SweptParameter parameter, List<RecordedTrial> having) {
    List<Mark> marks = new ArrayList<>();
    for (int level = 0; level < parameter.levels().size(); level++) {
      String value = parameter.levels().get(level);
      double[] objectives = objectives(having.stream()
          .filter(c -> value.equals(c.values().get(parameter.key()))).toList());
      if (objectives.length > 0) {
        double median = StatUtils.percentile(objectives, 50);
        marks.add(new Mark(MEDIAN, frame.line(List.of(new Point(level - 0.25, median), new Point(level + 0.25,
            median))), "median " + NumberLabel.of(median)));
      }
    }
    return marks;
  }

  static double[] objectives(List<RecordedTrial> trials) {
    return trials.stream().mapToDouble(trial -> trial.objective().orElseThrow()).toArray();
  }

  static String dot(PlotFrame frame, double x, double y) {
    return frame.dots(List.of(new Point(x, y)));
  }
}
