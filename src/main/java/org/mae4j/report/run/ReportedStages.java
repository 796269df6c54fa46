package org.mae4j.report.run;

import java.util.List;
import java.util.Map;
import org.mae4j.plot.curve.TrainedStage;
import org.mae4j.record.result.ResultMetric;

/**
 * What reports know of the stages of this program, whether a run has them or not.
 *
 * @param metrics metrics that stages report, in order
 * @param trained stages that train, in order
 * @param costed metrics that are shown by what they cost
 * @param byGroup key of the stage that reports each group of metrics, by the key of the group
 */
public record ReportedStages(List<ResultMetric> metrics, List<TrainedStage> trained, List<CostedMetric> costed,
    Map<String, String> byGroup) {
  public ReportedStages {
    metrics = List.copyOf(metrics);
    trained = List.copyOf(trained);
    costed = List.copyOf(costed);
    byGroup = Map.copyOf(byGroup);
  }
}
