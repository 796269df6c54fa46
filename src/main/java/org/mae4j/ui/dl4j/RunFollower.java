package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mae4j.base.file.FileState;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.LogTail;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.result.Results;
import org.mae4j.ui.dl4j.model.StageModel;

/** Keeps the sessions of a run up to date with its files: one per stage that trains, and those of the linear probes. */
final class RunFollower {
  private final String name;
  private final RunDirectory directory;
  private final SessionStorage storage;
  private final ProbeSessions probes;
  private final Map<String, StageSession> stages = new LinkedHashMap<>();
  private LogTail<MetricsLog.MetricRow> metrics;
  private LogTail<SystemLog.SystemSample> system;
  private LogTail<LayerLog.LayerRow> layers;
  private double workSeconds;
  private Optional<FileState> provenance = Optional.empty();
  private SystemInformation information = new SystemInformation(Optional.empty());

  /** @param name prefix of the names of the sessions */
  RunFollower(String name, Path directory, SessionStorage storage) {
    this.name = name;
    this.directory = new RunDirectory(directory);
    this.storage = storage;
    this.probes = new ProbeSessions(name, this.directory.probeReports(), storage);
    reset();
  }

  private void reset() {
    metrics = MetricsLog.tail(directory.metrics());
    system = SystemLog.tail(directory.system());
    layers = LayerLog.tail(directory.layers());
    stages.values().forEach(StageSession::resetMetrics);
    stages.values().forEach(StageSession::resetSystem);
    stages.values().forEach(StageSession::resetLayers);
  }

  /** Reads new rows and publishes changed sessions. @throws IOException naming a file that is malformed or unreadable */
  void refresh() throws IOException {
    if (!Files.exists(directory.config())) {
      return;
    }
    if (stages.isEmpty()) {
      ExperimentConfig config = ConfigLoader.recorded(directory.config(), List.of());
      StageModel.STAGES.forEach(stage -> stages.put(stage, new StageSession(name + "." + stage, stage, config)));
    }
    try {
      readLogs();
    } catch (IOException | RuntimeException e) {
      reset(); // the next call must also return the rows that were read before the failure
      throw e;
    }
    readInformation();
    if (stages.values().stream().anyMatch(stage -> stage.isDue(information))) {
      publish();
    }
    probes.refresh(information);
  }

  private void readLogs() throws IOException {
    // The metrics come first: a run writes the layers of a step before its metrics, so these layers are complete.
    distribute(metrics.next(), MetricsLog.MetricRow::stage, StageSession::resetMetrics, StageSession::add);
    LogTail.NewRows<SystemLog.SystemSample> newRows = system.next();
    distribute(newRows, SystemLog.SystemSample::stage, StageSession::resetSystem, StageSession::add);
    newRows.rows().forEach(row -> workSeconds = row.seconds());
    distribute(layers.next(), LayerLog.LayerRow::stage, StageSession::resetLayers, StageSession::add);
  }

  private void readInformation() throws IOException {
    Optional<FileState> current = FileState.of(directory.provenance());
    if (!current.equals(provenance)) {
      information = SystemInformation.read(directory.provenance());
      provenance = current;
    }
  }

  private <R> void distribute(LogTail.NewRows<R> newRows, Function<R, String> stageOf, Consumer<StageSession> reset,
      BiConsumer<StageSession, R> add) {
    if (newRows.reset()) {
      stages.values().forEach(reset);
    }
    newRows.rows().stream().filter(row -> stages.containsKey(stageOf.apply(row)))
        .forEach(row -> add.accept(stages.get(stageOf.apply(row)), row));
  }

  private void publish() throws IOException {
    Path lastWritten = Files.exists(directory.system()) ? directory.system() : directory.config();
    long end = Files.getLastModifiedTime(lastWritten).toMillis();
    Results results = Results.read(directory.results());
    stages.forEach((stage, session) -> session.publish(storage, information,
        results.classNames(stage).map(List::size).orElse(0), end, workSeconds));
  }

  /** Removes the sessions from the storage. */
  void remove() {
    stages.values().forEach(stage -> storage.remove(stage.id()));
    probes.remove();
  }
}
