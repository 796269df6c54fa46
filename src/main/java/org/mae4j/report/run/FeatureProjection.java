package org.mae4j.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mae4j.plot.LineChart;
import org.mae4j.record.result.Latents;
import org.mae4j.record.result.Results;
import org.mae4j.report.block.Plot;

/** Builds the scatter plot of the first two principal components of the encoder's features. */
final class FeatureProjection {
  private FeatureProjection() {}

  /** @param results results of the run, which name the classes */
  static Plot of(Latents latents, Results results) {
    return Plot.dots("Features of " + latents.points().size() + " test images, principal components",
        axis("first", latents.explained().get(0)), axis("second", latents.explained().get(1)),
        pointsByClass(latents, results));
  }

  private static String axis(String ordinal, double explained) {
    return String.format(Locale.ROOT, "%s component, %.1f %% of the variance", ordinal, 100 * explained);
  }

  private static List<LineChart.Line> pointsByClass(Latents latents, Results results) {
    Map<Integer, List<LineChart.Point>> points = new TreeMap<>();
    latents.points().forEach(point -> points.computeIfAbsent(point.label(), label -> new ArrayList<>())
        .add(new LineChart.Point(point.x(), point.y())));
    return points.entrySet().stream()
        .map(entry -> new LineChart.Line(results.className(Latents.CLASSES, entry.getKey()), entry.getKey(),
            entry.getValue()))
        .toList();
  }
}
