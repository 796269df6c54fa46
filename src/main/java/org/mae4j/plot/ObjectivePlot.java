package org.mae4j.plot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chart of what a search found over the time that it took.
 *
 * @param objective what is searched for
 * @param found in the order of time
 */
public record ObjectivePlot(String objective, List<Moment> found) {
  /**
   * A candidate came to its end.
   *
   * @param minutes that all candidates so far took
   * @param value of the objective
   * @param best value so far
   */
  public record Moment(double minutes, double value, double best) {}

  public ObjectivePlot {
    found = List.copyOf(found);
  }

  /** Writes the chart; nothing, where nothing was found. */
  public void write(Path file) throws IOException {
    Optional<BufferedImage> image = draw();
    if (image.isPresent()) {
      Png.write(image.get(), file);
    }
  }

  Optional<BufferedImage> draw() {
    LineChart.Line best = new LineChart.Line("best so far", steps());
    LineChart.Line each = new LineChart.Line("candidate",
        found.stream().map(moment -> new LineChart.Point(moment.minutes(), moment.value())).toList(), false);
    return new LineChart("Objective over time", "minutes that candidates took", objective, false, List.of(best, each))
        .draw();
  }

  /** The best value is what it was until the moment of a better one. */
  public List<LineChart.Point> steps() {
    List<LineChart.Point> steps = new ArrayList<>();
    double former = found.isEmpty() ? 0 : found.get(0).best();
    for (Moment moment : found) {
      steps.add(new LineChart.Point(moment.minutes(), former));
      steps.add(new LineChart.Point(moment.minutes(), moment.best()));
      former = moment.best();
    }
    return steps;
  }
}
