package org.mae4j.report.run;

import java.util.List;
import org.mae4j.record.result.Figure;

/**
 * A figure of a classifier, and what has to be trained for it.
 *
 * @param stages stages that the figure takes, in order
 * @param trainings groups in {@code results.json} of the trainings that the figure takes, in order
 */
public record CostedFigure(Figure figure, List<String> stages, List<String> trainings) {
  public CostedFigure {
    stages = List.copyOf(stages);
    trainings = List.copyOf(trainings);
  }
}
