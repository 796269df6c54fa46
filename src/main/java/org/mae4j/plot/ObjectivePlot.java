package org.mae4j.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of the objective of a sweep over time.
 *
 * @param objective name of the objective
 * @param moments finished trials in the order of time
 */
public record ObjectivePlot(String objective, List<Moment> moments) {
  /** Label of the time axis. */
  public static final String TIME_LABEL = "total time of the trials in minutes";
  /** Index of the color of a trial. */
  public static final int TRIAL = 0;
  /** Index of the color of the best trial. */
  public static final int BEST = 1;

  /**
   * The end of a trial.
   *
   * @param trial number of the trial
   * @param minutes total duration of all trials so far
   * @param value objective of the trial
   * @param best best objective so far
   */
  public record Moment(int trial, double minutes, double value, double best) {}

  public ObjectivePlot {
    moments = List.copyOf(moments);
  }

  /** Writes the chart as PNG and SVG; does nothing if there are no moments. */
  public void write(Path png) throws IOException {
    LineChart.Line best = new LineChart.Line("best so far", BEST, steps());
    LineChart.Line each = new LineChart.Line("trial", TRIAL,
        moments.stream().map(moment -> new LineChart.Point(moment.minutes(), moment.value())).toList(), false);
    new LineChart("Objective over time", TIME_LABEL, false, objective, false, List.of(best, each)).write(png);
  }

  /** Returns the best objective as a step function of the time. */
  public List<LineChart.Point> steps() {
    List<LineChart.Point> steps = new ArrayList<>();
    double former = moments.isEmpty() ? 0 : moments.get(0).best();
    for (Moment moment : moments) {
      steps.add(new LineChart.Point(moment.minutes(), former));
      steps.add(new LineChart.Point(moment.minutes(), moment.best()));
      former = moment.best();
    }
    return steps;
  }
}
