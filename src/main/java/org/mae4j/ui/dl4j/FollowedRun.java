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
import org.mae4j.base.FileState;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.LogTail;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.result.Results;

/** Keeps the sessions of a run as its files tell: one for each stage that trains, one for each linear probe. */
final class FollowedRun {
  private final String name;
  private final RunDirectory directory;
  private final RunStorage storage;
  private final ProbeSessions probes;
  private final Map<String, FollowedStage> stages = new LinkedHashMap<>();
  private LogTail<MetricsLog.Row> metrics;
  private LogTail<SystemLog.Row> system;
  private LogTail<LayerLog.Row> layers;
  private double worked;
  private Optional<FileState> seen = Optional.empty();
  private SystemInformation information = new SystemInformation(Map.of());

  /** @param name what the names of its sessions begin with */
  FollowedRun(String name, Path directory, RunStorage storage) {
    this.name = name;
    this.directory = new RunDirectory(directory);
    this.storage = storage;
    this.probes = new ProbeSessions(name, this.directory.probeReports(), storage);
    begin();
  }

  private void begin() {
    metrics = MetricsLog.tail(directory.metrics());
    system = SystemLog.tail(directory.system());
    layers = LayerLog.tail(directory.layers());
    stages.values().forEach(FollowedStage::forgetMetrics);
    stages.values().forEach(FollowedStage::forgetMachine);
    stages.values().forEach(FollowedStage::forgetLayers);
  }

  /** @throws IOException if a file of the run cannot be read or is malformed; the message names it */
  void refresh() throws IOException {
    if (!Files.exists(directory.config())) {
      return; // not yet
    }
    if (stages.isEmpty()) {
      ExperimentConfig config = ConfigLoader.recorded(directory.config(), List.of());
      StageModel.STAGES.forEach(stage -> stages.put(stage, new FollowedStage(name + "." + stage, stage, config)));
    }
    try {
      readLogs();
    } catch (IOException | RuntimeException e) {
      begin(); // or the rows that the logs have given already would be missing
      throw e;
    }
    readInformation();
    if (stages.values().stream().anyMatch(stage -> stage.isDue(information))) {
      publish();
    }
    probes.refresh(information);
  }

  private void readLogs() throws IOException {
    // Metrics first: the layers of each of their steps are in their file by then.
    tell(metrics.next(), MetricsLog.Row::stage, FollowedStage::forgetMetrics, FollowedStage::add);
    LogTail.News<SystemLog.Row> moments = system.next();
    tell(moments, SystemLog.Row::stage, FollowedStage::forgetMachine, FollowedStage::add);
    moments.rows().forEach(row -> worked = row.seconds());
    tell(layers.next(), LayerLog.Row::stage, FollowedStage::forgetLayers, FollowedStage::add);
  }

  private void readInformation() throws IOException {
    Optional<FileState> now = FileState.of(directory.provenance());
    if (!now.equals(seen)) {
      information = SystemInformation.read(directory.provenance());
      seen = now;
    }
  }

  private <R> void tell(LogTail.News<R> news, Function<R, String> stageOf, Consumer<FollowedStage> forget,
      BiConsumer<FollowedStage, R> add) {
    if (news.anew()) {
      stages.values().forEach(forget);
    }
    news.rows().stream().filter(row -> stages.containsKey(stageOf.apply(row)))
        .forEach(row -> add.accept(stages.get(stageOf.apply(row)), row));
  }

  private void publish() throws IOException {
    Path clock = Files.exists(directory.system()) ? directory.system() : directory.config();
    long end = Files.getLastModifiedTime(clock).toMillis();
    int classes = Results.read(directory.results()).texts("classNames").map(List::size).orElse(0);
    for (FollowedStage stage : stages.values()) {
      stage.publish(storage, information, classes, end, worked);
    }
  }

  /** Takes its sessions out of the storage. */
  void forget() {
    stages.values().forEach(stage -> storage.forget(stage.session()));
    probes.forget();
  }
}
