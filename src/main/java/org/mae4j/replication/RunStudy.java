package org.mae4j.replication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.Experiment;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;
import org.mae4j.record.result.StageOverrides;

/**
 * A recorded run. Its first part is the first part of pre-training, because other stages work on what pre-training ends
 * with.
 *
 * @param record directory with the files of the run
 */
record RunStudy(RunDirectory record) implements Study {
  @Override
  public Comparison replicate(Replication replication) throws IOException {
    require(record.metrics());
    require(record.provenance());
    if (replication.isWhole()) {
      require(record.results());
    }
    ExperimentConfig recorded = RunConfig.load(record, List.of());
    ExperimentConfig config = RunConfig.load(record, replication.settings(recorded));
    List<Stage> stages = stages(config);
    FirstPart part = new FirstPart(digests(record), Stages.PRETRAIN.name(),
        replication.isWhole() ? Double.POSITIVE_INFINITY : replication.fraction() * config.pretrain().epochs());
    RunDirectory replica = new RunDirectory(replication.directory(config.name(), record.path()));
    run(replication, config, stages, part, replica);
    return compare(replica, stages, replication.isWhole(), part);
  }

  private static void require(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(file + ": no such file; a record of a run has config.conf, metrics.csv, results.json and "
          + "provenance.json");
    }
  }

  /** Returns pre-training and the other recorded stages, without those that were repeated with settings of their own. */
  private List<Stage> stages(ExperimentConfig config) throws IOException {
    List<RecordedCommand> commands = ProvenanceFile.read(record.provenance());
    if (commands.stream().anyMatch(RecordedCommand::isImport)) {
      throw new UserException(
          record.path() + ": the model of this run was imported; there is no pre-training to repeat");
    }
    Set<String> repeated = StageOverrides.in(Results.read(record.results())).keySet();
    return Stages.of(config).stream().filter(stage -> stage == Stages.PRETRAIN
        || commands.stream().anyMatch(command -> command.ran(stage.name())))
        .filter(stage -> !repeated.contains(stage.name())).toList();
  }

  /** Returns the digests of the images of the recorded pre-training, by the name of each split. */
  static SortedMap<String, String> digests(RunDirectory record) throws IOException {
    List<RecordedCommand> commands = ProvenanceFile.read(record.provenance());
    // Pre-training that was pruned is not complete; it is a part of the first command.
    return RecordedCommand.lastThatRan(commands, Stages.PRETRAIN.name()).or(() -> commands.stream().findFirst())
        .map(RecordedCommand::digests).orElseGet(TreeMap::new);
  }

  private static void run(Replication replication, ExperimentConfig config, List<Stage> stages, FirstPart part,
      RunDirectory replica) throws IOException {
    Invocation invocation = replication.invocation().observedBy(part);
    try {
      if (replication.resume()) {
        Experiment.resume(invocation, replica.path(), replication.settings(config));
      } else {
        Experiment.start(invocation, config, Optional.of(replica.path()), stages);
      }
    } catch (StoppedException e) {
      if (!part.stopRequested()) {
        throw e;
      }
    }
  }

  private Comparison compare(RunDirectory replica, List<Stage> stages, boolean whole, FirstPart part)
      throws IOException {
    Set<String> groups = stages.stream().flatMap(stage -> Stream.concat(Stream.of(stage.name()),
        stage.metrics().stream().map(metric -> metric.group().key()))).collect(Collectors.toSet());
    // The metrics of an evaluation may have the name of pre-training.
    Set<String> leftOut = Stages.all().stream().filter(stage -> !stages.contains(stage))
        .flatMap(stage -> stage.metrics().stream())
        .flatMap(metric -> Stream.of(metric.key("val"), metric.key("test"))).collect(Collectors.toSet());
    MetricValues now = MetricValues.of(replica, row -> true, key -> true);
    MetricValues before = MetricValues.of(record,
        row -> groups.contains(row.stage())
            && (whole || (isPretraining(row.stage()) && part.has(row)) || now.has(row.name(), row.step())),
        key -> whole && groups.contains(key.split("\\.", 2)[0]) && !leftOut.contains(key));
    return Comparison.of(before, now, ArithmeticCheck.of(record.provenance(), replica.provenance()));
  }

  private static boolean isPretraining(String stage) {
    return stage.equals(Stages.PRETRAIN.name());
  }
}
