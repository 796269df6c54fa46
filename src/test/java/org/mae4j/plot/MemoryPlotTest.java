package org.mae4j.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.record.log.SystemLog.SystemSample;

class MemoryPlotTest {
  private static List<Integer> segments(int... seconds) {
    List<SystemSample> samples = new ArrayList<>();
    for (int time : seconds) {
      samples.add(new SystemSample(time, "pretrain", 1, 64, 10, 500, 100, 0, 1));
    }
    LineChart chart = MemoryPlot.chart(samples);
    return chart.segments(chart.lines().get(0)).stream().map(List::size).toList();
  }

  /** Nothing was measured for the 95 seconds between two stages. */
  @Test
  void linesAreBrokenWhereNothingWasMeasured() {
    assertEquals(List.of(3, 2), segments(5, 10, 15, 110, 115));
  }

  @Test
  void rowsAtDistancesOfSlowStepsAreJoined() {
    assertEquals(List.of(4), segments(60, 130, 180, 260));
    assertEquals(List.of(3), segments(1, 2, 7));
    assertEquals(List.of(1), segments(5));
    assertEquals(List.of(), segments());
  }

  @Test
  void axesHaveUnits() {
    LineChart chart = MemoryPlot.chart(List.of());
    assertEquals("time in minutes", chart.horizontalLabel());
    assertEquals("memory in MB", chart.verticalLabel());
  }
}
