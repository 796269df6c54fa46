package org.mae4j.ui.dl4j;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;

/** A stage that trains, as far as it has come, and its session. */
final class FollowedStage {
  private static final String CLASSIFIER = "classifier.bias";
  private static final long UNKNOWN = -1;

  private final String session;
  private final String stage;
  private final ExperimentConfig config;
  private StageMetrics metrics;
  private StageMachine machine = new StageMachine();
  private final ParameterKeys keys;
  private StageLayers layers;
  private Optional<StageModel> model = Optional.empty();
  private SystemInformation shown = new SystemInformation(Map.of());
  private long began = UNKNOWN;
  private boolean changed = true;

  FollowedStage(String session, String stage, ExperimentConfig config) {
    this.session = session;
    this.stage = stage;
    this.config = config;
    this.keys = StageModel.keys(config, stage);
    this.layers = new StageLayers(keys);
    if (stage.equals(StageModel.PRETRAIN)) {
      model = Optional.of(StageModel.pretraining(config));
    }
    forgetMetrics();
  }

  String session() {
    return session;
  }

  void forgetMetrics() {
    metrics = new StageMetrics(model.map(StageModel::pixelError).orElse(0.0));
    changed = true;
  }

  void forgetMachine() {
    machine = new StageMachine();
    changed = true;
  }

  void forgetLayers() {
    layers = new StageLayers(keys);
    changed = true;
  }

  void add(MetricsLog.Row row) {
    metrics.add(row);
    changed = true;
  }

  void add(SystemLog.Row row) {
    machine.add(row);
    changed = true;
  }

  void add(LayerLog.Row row) {
    layers.add(row);
    changed = true;
  }

  /** Whether anything of the session changed since it was published. */
  boolean isDue(SystemInformation information) {
    return changed || !information.equals(shown);
  }

  /**
   * Publishes the session if it {@link #isDue}. A classifier has none before its classes are known.
   *
   * @param classes of the images, 0 if unknown
   * @param end in milliseconds since 1970, of which the run had worked {@code endSeconds}
   */
  void publish(RunStorage storage, SystemInformation information, int classes, long end, double endSeconds) {
    if (!isDue(information)) {
      return;
    }
    int known = Math.toIntExact(Math.max(classes, layers.count(CLASSIFIER)));
    if (model.isEmpty() && known > 0 && !metrics.moments().isEmpty()) {
      model = Optional.of(StageModel.classifier(config, stage, known));
    }
    model.ifPresent(found -> {
      NavigableMap<Long, Persistable> reports = new StageReports(session, found, metrics, layers, machine,
          information, end, endSeconds).all();
      if (began == UNKNOWN || reports.isEmpty()) {
        began = reports.isEmpty() ? end : reports.firstKey();
      }
      storage.publish(description(found, information), reports);
    });
    shown = information;
    changed = false;
  }

  private SbeStatsInitializationReport description(StageModel found, SystemInformation information) {
    SbeStatsInitializationReport report = new SbeStatsInitializationReport();
    report.reportIDs(session, StatsListener.TYPE_ID, session, began);
    report.reportModelInfo(ModelGraph.CLASS, found.graph().json(), new String[0], found.graph().vertices().size(),
        found.graph().parameters());
    information.report(report, session);
    return report;
  }
}
