package org.mae4j.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mae4j.base.EnumNames;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.value.RenderedSettings;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.data.ExperimentChecks;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.resume.ResumeFilter;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedPlugin;
import org.mae4j.record.result.Results;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that stages can run, before any work is done. */
final class StageChecks {
  private static final Logger LOG = LoggerFactory.getLogger(StageChecks.class);

  private StageChecks() {}

  /** @throws UserException if the settings do not fit each other or the stages */
  static void require(ExperimentConfig config, List<Stage> stages) {
    if (stages.stream().anyMatch(stage -> stage.needs().contains(Stage.Need.MASKED_PATCHES))) {
      ExperimentChecks.requireMasking(config);
    }
    ExperimentChecks.require(config);
  }

  /** @throws UserException if a stage needs {@code checkpoint} and it does not exist or does not fit the settings */
  static void requireCheckpoint(Path checkpoint, ExperimentConfig config, List<Stage> stages) {
    List<Stage> needing = stages.stream().filter(stage -> stage.needs().contains(Stage.Need.PRETRAINED)).toList();
    if (needing.isEmpty()) {
      return;
    }
    if (!TensorFiles.exists(checkpoint)) {
      throw new UserException(
          checkpoint + ": " + needing.get(0).title() + " needs this checkpoint of a pre-trained autoencoder, "
              + "which does not exist; resume the run if it was interrupted, or name another checkpoint");
    }
    requireLoadable(checkpoint, config,
        needing.stream().anyMatch(stage -> stage.needs().contains(Stage.Need.DECODER)));
  }

  private static void requireLoadable(Path checkpoint, ExperimentConfig config, boolean decoder) {
    try (Parameters parameters = ParameterInitializer.pretrained(config, config.data().image(), decoder)) {
      ModelCheckpoint.requireLoadable(checkpoint, parameters, config.model());
    }
  }

  /** Warns if the last command had a plugin that has changed since. */
  static void warnOfChangedPlugins(RunDirectory directory) throws IOException {
    ProvenanceFile.last(directory.provenance()).map(RecordedPlugin::changed).filter(names -> !names.isEmpty())
        .ifPresent(names -> LOG.warn("{}: the interrupted command had another {}; the results may not be those of an "
            + "uninterrupted run", directory.path(), String.join(", ", names)));
  }

  /**
   * Warns if test images may be among those of pre-training: {@code data.testFraction} takes its part of each class, and
   * other images if the classes are not known.
   *
   * @param data of the stages that are repeated
   */
  static void warnOfSeenTestImages(RunDirectory directory, DataConfig data) throws IOException {
    // As text, because the plugins of the run need not be loaded.
    Map<String, String> before = RenderedSettings.read(directory.config());
    boolean sameImages = data.source().kind().equals(before.get("data.source.kind"))
        && data.dir().equals(before.get("data.dir"));
    if (sameImages && data.testFraction() > 0 && data.labels() == LabelUse.CLASSES
        && EnumNames.of(LabelUse.NONE).equals(before.get("data.labels"))) {
      LOG.warn(
          "pre-training may have seen test images: data.testFraction chooses other images with labels than without; "
              + "put test images into a folder of their own, or pre-train with data.labels = classes, which ignores them");
    }
  }

  /** @throws UserException naming a file of the run that a command would continue, and that is damaged */
  static void requireRecords(RunDirectory directory) {
    try {
      Results.read(directory.results());
      ProvenanceFile.read(directory.provenance());
      MetricsLog.read(directory.metrics());
      SystemLog.read(directory.system());
      LayerLog.read(directory.layers());
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e) + "; restore or delete the file", e);
    }
  }

  /**
   * Warns about rows of {@code metrics.csv} that a training recorded before it was interrupted and that are missing.
   * The training itself needs none of them.
   */
  static void warnOfLostMetrics(RunDirectory directory, ResumePlan plan) throws IOException {
    List<MetricsLog.MetricRow> rows = MetricsLog.read(directory.metrics());
    for (int i = 0; i < plan.stages().size(); i++) {
      String stage = plan.stages().get(i);
      boolean trains = Stages.get(stage).training().isPresent();
      long wanted = i < plan.done() ? (trains ? 1 : 0) : ResumeFilter.rows(directory, stage);
      long found = rows.stream().filter(row -> row.stage().equals(stage)).count();
      if (found < wanted) {
        LOG.warn("{}: rows of {} are missing: there are {}, at least {} were recorded; restore the file before you "
            + "resume, or its curves stay incomplete", directory.metrics(), stage, found, wanted);
      }
    }
  }
}
