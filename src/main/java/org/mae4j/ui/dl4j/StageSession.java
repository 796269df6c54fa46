package org.mae4j.ui.dl4j;

import java.util.NavigableMap;
import java.util.Optional;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.ui.dl4j.model.ModelGraph;
import org.mae4j.ui.dl4j.model.ParameterKeys;
import org.mae4j.ui.dl4j.model.StageModel;

/** The session of a stage that trains a model. */
final class StageSession {
  private static final String CLASSIFIER_BIAS = "classifier.bias";
  private static final long UNKNOWN = -1;

  private final String id;
  private final String stage;
  private final ExperimentConfig config;
  private final ParameterKeys parameterKeys;
  private MetricHistory metrics;
  private SystemHistory system = new SystemHistory();
  private LayerHistory layers;
  private Optional<StageModel> model = Optional.empty();
  private SystemInformation published = new SystemInformation(Optional.empty());
  private long started = UNKNOWN;
  private boolean changed = true;

  StageSession(String id, String stage, ExperimentConfig config) {
    this.id = id;
    this.stage = stage;
    this.config = config;
    this.parameterKeys = StageModel.keys(config, stage);
    this.layers = new LayerHistory(parameterKeys);
    if (stage.equals(StageModel.PRETRAIN)) {
      model = Optional.of(StageModel.pretraining(config));
    }
    resetMetrics();
  }

  String id() {
    return id;
  }

  void resetMetrics() {
    metrics = new MetricHistory();
    changed = true;
  }

  void resetSystem() {
    system = new SystemHistory();
    changed = true;
  }

  void resetLayers() {
    layers = new LayerHistory(parameterKeys);
    changed = true;
  }

  void add(MetricsLog.MetricRow row) {
    metrics.add(row);
    changed = true;
  }

  void add(SystemLog.SystemSample row) {
    system.add(row);
    changed = true;
  }

  void add(LayerLog.LayerRow row) {
    layers.add(row);
    changed = true;
  }

  /** Returns whether the session has changed since it was published. */
  boolean isDue(SystemInformation information) {
    return changed || !information.equals(published);
  }

  /**
   * Publishes the session if it {@link #isDue}. A classifier is not published before the number of classes is known.
   *
   * @param classes number of classes, 0 if unknown
   * @param end time of the last change in milliseconds since 1970
   * @param endSeconds seconds of work on the run until {@code end}
   */
  void publish(SessionStorage storage, SystemInformation information, int classes, long end, double endSeconds) {
    if (!isDue(information)) {
      return;
    }
    int outputs = Math.toIntExact(Math.max(classes, layers.count(CLASSIFIER_BIAS)));
    if (model.isEmpty() && outputs > 0 && !metrics.steps().isEmpty()) {
      model = Optional.of(StageModel.classifier(config, stage, outputs));
    }
    model.ifPresent(stageModel -> {
      NavigableMap<Long, Persistable> reports = new StageReports(id, stageModel, metrics, layers, system,
          information, end, endSeconds).all();
      if (started == UNKNOWN || reports.isEmpty()) {
        started = reports.isEmpty() ? end : reports.firstKey();
      }
      storage.publish(description(stageModel, information), reports);
    });
    published = information;
    changed = false;
  }

  private SbeStatsInitializationReport description(StageModel stageModel, SystemInformation information) {
    SbeStatsInitializationReport report = new SbeStatsInitializationReport();
    report.reportIDs(id, StatsListener.TYPE_ID, id, started);
    report.reportModelInfo(ModelGraph.CLASS, stageModel.graph().json(), new String[0],
        stageModel.graph().vertices().size(), stageModel.graph().parameters());
    information.report(report, id);
    return report;
  }
}
