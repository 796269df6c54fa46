package org.mae4j.experiment;

import org.mae4j.experiment.run.Run;
import org.mae4j.experiment.stage.CheckedMetrics;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.record.result.ResultMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns about metrics that an evaluation lists and does not report: tables and the report would lack them silently. */
final class MissingMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(MissingMetrics.class);

  private MissingMetrics() {}

  /** @param stage has run; only evaluations are checked */
  static void warn(Run run, Stage stage) {
    if (stage instanceof Evaluation) {
      CheckedMetrics.of(stage, run.config()).stream().filter(metric -> !isReported(run, metric))
          .forEach(metric -> LOG.warn("{}: metrics() lists {}, but run() has put neither {} nor {} into the results",
              stage.title(), metric.label(), metric.key("val"), metric.key("test")));
    }
  }

  private static boolean isReported(Run run, ResultMetric metric) {
    return run.results().number(metric.key("val")).isPresent() || run.results().number(metric.key("test")).isPresent();
  }
}
