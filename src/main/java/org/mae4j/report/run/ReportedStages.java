package org.mae4j.report.run;

import java.util.List;
import java.util.Map;
import org.mae4j.plot.TrainedStage;
import org.mae4j.record.result.Figure;

/**
 * What reports know of the stages of this program, whether a run has them or not.
 *
 * @param figures figures that stages report, in order
 * @param trained stages that train, in order
 * @param costed figures that are shown by what they cost
 * @param byGroup key of the stage that reports each group of figures, by the key of the group
 */
public record ReportedStages(List<Figure> figures, List<TrainedStage> trained, List<CostedFigure> costed,
    Map<String, String> byGroup) {
  public ReportedStages {
    figures = List.copyOf(figures);
    trained = List.copyOf(trained);
    costed = List.copyOf(costed);
    byGroup = Map.copyOf(byGroup);
  }
}
