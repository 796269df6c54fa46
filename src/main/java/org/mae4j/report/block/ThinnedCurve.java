package org.mae4j.report.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mae4j.plot.LineChart;

/** Lines of many points, drawn alike by fewer. */
final class ThinnedCurve {
  private static final int GROUPS = 300;

  private ThinnedCurve() {}

  /**
   * All points of a short line. Of a long one the first, the last, and from each of {@value #GROUPS} stretches the
   * lowest and the highest, so that no peak is lost.
   */
  static List<LineChart.Point> of(List<LineChart.Point> points) {
    int count = points.size();
    if (count <= 2 * GROUPS) {
      return points;
    }
    List<LineChart.Point> kept = new ArrayList<>(List.of(points.get(0)));
    for (int group = 0; group < GROUPS; group++) {
      List<LineChart.Point> stretch = points.subList((int) ((long) count * group / GROUPS),
          (int) ((long) count * (group + 1) / GROUPS));
      LineChart.Point lowest = stretch.stream().min(Comparator.comparingDouble(LineChart.Point::y)).orElseThrow();
      LineChart.Point highest = stretch.stream().max(Comparator.comparingDouble(LineChart.Point::y)).orElseThrow();
      boolean rising = lowest.x() <= highest.x();
      kept.add(rising ? lowest : highest);
      kept.add(rising ? highest : lowest);
    }
    kept.add(points.get(count - 1));
    return kept;
  }
}
