package org.mae4j.experiment.stage;

import java.util.List;
import java.util.Objects;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Extensions;
import org.mae4j.record.result.ResultMetric;

/** The metrics of a stage, which may be one of a plugin, with a check of what it returns. */
public final class CheckedMetrics {
  private CheckedMetrics() {}

  /**
   * Returns the metrics that a stage reports under {@code config}.
   *
   * @throws UserException naming the plugin, if it returns null for the list or for one of the metrics
   */
  public static List<ResultMetric> of(Stage stage, ExperimentConfig config) {
    List<ResultMetric> metrics = stage.metrics(config);
    if (stage instanceof Evaluation evaluation) {
      require(evaluation, metrics);
    }
    return metrics;
  }

  /** Returns {@code evaluation}. @throws UserException as {@link #of}, about all of its metrics */
  static Evaluation require(Evaluation evaluation) {
    require(evaluation, evaluation.metrics());
    return evaluation;
  }

  private static void require(Evaluation evaluation, List<ResultMetric> metrics) {
    if (metrics == null) {
      throw Extensions.broken(evaluation, "metrics() returns null; return List.of() if it has none");
    }
    if (metrics.stream().anyMatch(Objects::isNull)) {
      throw Extensions.broken(evaluation, "metrics() returns a list with null; leave it out");
    }
  }
}
