package org.mae4j.report.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.plot.LineChart.Point;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.plot.axis.Axis;
import org.mae4j.plot.axis.AxisScale;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.Plot.Key;
import org.mae4j.report.block.Plot.Mark;
import org.mae4j.report.block.PlotFrame;
import org.mae4j.report.block.ReportBlock;
import org.mae4j.report.sweep.RecordedTradeOff.TradeOffPoint;

/** Builds the plots of the Pareto front and of the hypervolume. */
record TradeOffPlots(RecordedTradeOff tradeOff) {
  /** Length of an axis beyond the last value. */
  private static final double FULL = 1.04;

  /** Returns a plot of the first objective over each other one, and the hypervolume. */
  List<ReportBlock> plots() {
    return Stream.<ReportBlock>concat(IntStream.range(1, tradeOff.goals().size()).mapToObj(this::over),
        Stream.of(overTrials(), overTime())).toList();
  }

  private Plot over(int other) {
    PlotFrame frame = new PlotFrame(axis(other), axis(0));
    List<Mark> marks = new ArrayList<>();
    if (tradeOff.goals().size() == 2) {
      marks.add(new Mark(SweepPlots.BEST_LINE, frame.line(steps()), ""));
    }
    tradeOff.points().stream().sorted(Comparator.comparing(TradeOffPoint::isBest)).forEach(point -> marks.add(new Mark(
        (point.isBest() ? SweepPlots.BEST : SweepPlots.EACH) + RecordedTrial.style(point.trial()),
        SweepPlots.dot(frame, point.values().get(other), point.values().get(0)), tradeOff.hint(point))));
    String numbers = tradeOff.front().stream().map(point -> Integer.toString(point.trial()))
        .collect(Collectors.joining(", "));
    return frame.plot(tradeOff.goals().get(0).label() + " over " + tradeOff.goals().get(other).label(), marks,
        List.of(new Key(SweepPlots.BEST, "Pareto front", "trials " + numbers), new Key(SweepPlots.EACH, "other trial",
            "")));
  }

  private Axis axis(int goal) {
    return Axis.of(tradeOff.goals().get(goal).label(),
        SweepPlots.scale(tradeOff.points().stream().mapToDouble(point -> point.values().get(goal)).toArray()));
  }

  /** Returns the border of what the front dominates, for two objectives. */
  private List<Point> steps() {
    boolean early = tradeOff.goals().get(1).direction() == Direction.MINIMIZE;
    List<Point> steps = new ArrayList<>();
    tradeOff.front().stream().map(point -> new Point(point.values().get(1), point.values().get(0)))
        .sorted(Comparator.comparingDouble(Point::x)).forEach(point -> {
          if (!steps.isEmpty()) {
            Point last = steps.get(steps.size() - 1);
            steps.add(early ? new Point(point.x(), last.y()) : new Point(last.x(), point.y()));
          }
          steps.add(point);
        });
    return steps;
  }

  private Plot overTrials() {
    int last = tradeOff.points().get(tradeOff.points().size() - 1).trial();
    return hypervolume("Hypervolume over trials",
        Axis.ofWhole("number of the trial", new AxisScale(0.4, last + 0.6, false)), TradeOffPoint::trial);
  }

  private Plot overTime() {
    return hypervolume("Hypervolume over time", Axis.of(ObjectivePlot.TIME_LABEL,
        AxisScale.fromZero(tradeOff.points().stream().mapToDouble(point -> point.minutes() * FULL))),
        TradeOffPoint::minutes);
  }

  private Plot hypervolume(String title, Axis across, ToDoubleFunction<TradeOffPoint> place) {
    PlotFrame frame = new PlotFrame(across, Axis.of("hypervolume", new AxisScale(0, FULL, false)));
    List<Point> steps = new ArrayList<>();
    double former = 0;
    for (TradeOffPoint point : tradeOff.points()) {
      steps.add(new Point(place.applyAsDouble(point), former));
      steps.add(new Point(place.applyAsDouble(point), point.hypervolume()));
      former = point.hypervolume();
    }
    return frame.plot(title, List.of(new Mark(SweepPlots.BEST_LINE, frame.line(steps), "")),
        List.of(new Key(SweepPlots.BEST_LINE, "hypervolume", NumberLabel.of(former))));
  }
}
