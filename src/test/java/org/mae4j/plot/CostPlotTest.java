package org.mae4j.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.plot.CostPlot.CostedRun;
import org.mae4j.plot.LineChart.Point;

class CostPlotTest {
  private static CostPlot plot(CostedRun... runs) {
    return new CostPlot("fine-tuned", "CPU minutes", "accuracy", List.of(runs));
  }

  /** The run "worse" is dearer than "cheap" and not better, and "slow" is as good as "good" and dearer. */
  @Test
  void noCheaperRunReachesARunOfTheFront() {
    CostPlot plot = plot(new CostedRun("slow", 9, 0.6), new CostedRun("good", 4, 0.6), new CostedRun("worse", 3, 0.4),
        new CostedRun("cheap", 2, 0.4), new CostedRun("same cost", 4, 0.5));
    assertEquals(List.of("cheap", "good"), plot.front().stream().map(CostedRun::name).toList());
  }

  @Test
  void theFrontIsDrawnInStepsToTheDearestRun() {
    LineChart chart =
        plot(new CostedRun("slow", 9, 0.5), new CostedRun("good", 4, 0.6), new CostedRun("cheap", 2, 0.4)).chart();
    assertEquals(List.of(new Point(2, 0.4), new Point(4, 0.4), new Point(4, 0.6), new Point(9, 0.6)),
        chart.lines().get(0).points());
    assertEquals(List.of("Pareto front", "other runs", "cheap", "good"),
        chart.lines().stream().map(LineChart.Line::label).toList());
    assertEquals(List.of(true, false, false, false), chart.lines().stream().map(LineChart.Line::joined).toList());
    assertEquals(4, chart.lines().stream().map(LineChart.Line::color).distinct().count());
  }

  @Test
  void withoutRunsTheChartIsEmpty() {
    assertTrue(plot().chart().isEmpty());
  }
}
