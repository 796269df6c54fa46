package org.mae4j.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mae4j.plot.LineChart.Line;
import org.mae4j.plot.LineChart.Point;

/**
 * A chart of a metric of several runs against what it cost, with the Pareto front: the runs that no run of the same or
 * less cost exceeds.
 *
 * @param title title above the chart
 * @param costLabel quantity and unit of the cost
 * @param valueLabel quantity and unit of the metric, of which higher values are better
 * @param runs runs in any order
 */
public record CostPlot(String title, String costLabel, String valueLabel, List<CostedRun> runs) {
  private static final int FRONT = 0;
  private static final int OTHERS = 6;
  /** Color of the first run of the front. */
  private static final int FIRST = 1;

  /**
   * A run.
   *
   * @param cost at least 0
   * @param value value of the metric
   */
  public record CostedRun(String name, double cost, double value) {}

  public CostPlot {
    runs = List.copyOf(runs);
  }

  /** Returns the runs of the front, the cheapest first. Of runs with the same cost and value the first one counts. */
  public List<CostedRun> front() {
    List<CostedRun> front = new ArrayList<>();
    runs.stream().sorted(Comparator.comparingDouble(CostedRun::cost)
        .thenComparing(Comparator.comparingDouble(CostedRun::value).reversed())).forEach(run -> {
          if (front.isEmpty() || run.value() > front.get(front.size() - 1).value()) {
            front.add(run);
          }
        });
    return front;
  }

  /** Returns the chart. The runs of the front have a color and an entry of the legend each. */
  public LineChart chart() {
    List<CostedRun> front = front();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Pareto front", FRONT, steps(front)));
    lines.add(new Line("other runs", OTHERS,
        runs.stream().filter(run -> !front.contains(run)).sorted(Comparator.comparingDouble(CostedRun::cost))
            .map(CostPlot::point).toList(),
        false));
    front.forEach(run -> lines.add(new Line(run.name(), FIRST + lines.size() - 2, List.of(point(run)), false)));
    return new LineChart(title, costLabel, false, valueLabel, false, lines);
  }

  /** Returns the best value by cost: it does not rise between two runs of the front. */
  private List<Point> steps(List<CostedRun> front) {
    List<Point> steps = new ArrayList<>();
    for (CostedRun run : front) {
      if (!steps.isEmpty()) {
        steps.add(new Point(run.cost(), steps.get(steps.size() - 1).y()));
      }
      steps.add(point(run));
    }
    double end = runs.stream().mapToDouble(CostedRun::cost).max().orElse(0);
    if (!steps.isEmpty() && end > steps.get(steps.size() - 1).x()) {
      steps.add(new Point(end, steps.get(steps.size() - 1).y()));
    }
    return steps;
  }

  private static Point point(CostedRun run) {
    return new Point(run.cost(), run.value());
  }
}
