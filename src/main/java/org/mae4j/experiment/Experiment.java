package org.mae4j.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.data.DataLoader;
import org.mae4j.experiment.data.LoadedData;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.directory.NewDirectory;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.output.RunReport;
import org.mae4j.experiment.resume.ProcessorCheck;
import org.mae4j.experiment.resume.ProcessorKind;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunInputs;
import org.mae4j.experiment.stage.LabelNeeds;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the stages of an experiment: in a new run directory, again in an existing one, or after an interruption. */
public final class Experiment {
  private static final Logger LOG = LoggerFactory.getLogger(Experiment.class);

  private Experiment() {}

  /**
   * Runs stages, of which pre-training is the first if it is among them, in a new run directory. Stages that need labels
   * are left out if the images have none.
   *
   * @param all stages to run
   * @param out run directory to create; {@code runs/NAME-TIMESTAMP} if empty
   * @return the run directory
   */
  public static RunDirectory start(Invocation invocation, ExperimentConfig config, Optional<Path> out,
      List<Stage> all) throws IOException {
    List<Stage> stages = LabelNeeds.possible(config, all);
    LabelNeeds.sayLeftOut(config, all);
    StageChecks.require(config, stages);
    if (out.isPresent()) {
      NewDirectory.requireCreatable(out.get());
    }
    LoadedData data = read(new DataLoader(config, stages, invocation), "nothing was trained");
    // Created after the data is read, so that a mistake in the data leaves no directory behind.
    RunDirectory directory = out.isPresent() ? RunDirectory.create(out.get())
        : RunDirectory.create(RunDirectory.RUNS, config.name(), LocalDateTime.now());
    try (RunLock lock = RunLock.of(directory)) {
      RunConfig.write(directory, config);
      begin(inputs(invocation, config, data, directory), data, directory.checkpoints().bestAutoencoder(), stages);
    }
    return directory;
  }

  /**
   * Repeats stages after pre-training in the directory of an existing run. Their results replace the former ones.
   *
   * @throws UserException if the last command in the directory was interrupted, or a stage needs labels that the images
   *     do not have
   */
  public static void repeat(Invocation invocation, ExistingRun run, ExperimentConfig config, List<Stage> stages)
      throws IOException {
    RunDirectory directory = run.directory();
    LabelNeeds.require(config, stages);
    StageChecks.require(config, stages);
    try (RunLock lock = RunLock.of(directory)) {
      requireComplete(directory);
      StageChecks.requireCheckpoint(run.checkpoint(), config, stages);
      StageChecks.requireRecords(directory);
      StageChecks.warnOfSeenTestImages(directory, config.data());
      LoadedData data = read(new DataLoader(config, stages, invocation), "the run is unchanged");
      deleteTrainingStates(directory, names(stages));
      begin(inputs(invocation, config, data, directory), data, run.checkpoint(), stages);
    }
  }

  /**
   * Resumes the last command in a run directory from the newest checkpoint of its training; a stage that does not train
   * starts again. The results are bit-identical to those of an uninterrupted command.
   *
   * @param overrides settings {@code key=value} that have no effect on the results
   * @throws UserException if there is nothing to resume, the data has changed, or the run began on another kind of
   *     processor
   */
  public static void resume(Invocation invocation, Path path, List<String> overrides) throws IOException {
    ExistingRun run = ExistingRun.at(path);
    RunDirectory directory = run.directory();
    try (RunLock lock = RunLock.of(directory)) {
      ResumePlan plan = ResumePlan.read(directory.resumePlan()).orElseThrow(() -> new UserException(
          directory.resumePlan()
              + " does not exist, so there is nothing to resume; if the run was stopped before it began, start it again"));
      if (plan.complete()) {
        deleteTrainingStates(directory, plan.stages());
        if (UnendedCommand.isIn(directory)) {
          new UnendedCommand(directory, run.config(plan.overrides(overrides))).end();
        }
        RunReport.write(directory); // the last step of a command, which may have been interrupted
        LOG.info("the run is complete: {}", directory.path());
        return;
      }
      resume(invocation, run.config(plan.overrides(overrides)), directory, plan);
    }
  }

  private static void resume(Invocation invocation, ExperimentConfig config, RunDirectory directory, ResumePlan plan)
      throws IOException {
    StageChecks.requireRecords(directory);
    new ProcessorCheck(directory, plan).require(() -> invocation.openDevices(config));
    List<Stage> remaining = plan.remaining().stream().map(Stages::get).toList();
    LoadedData data = read(new DataLoader(config, remaining, invocation), "resume with: " + resumeCommand(directory));
    data.requireSame(plan.dataDigests());
    StageChecks.warnOfLostMetrics(directory, plan);
    StageChecks.warnOfChangedPlugins(directory);
    deleteTrainingStates(directory, plan.stages().subList(0, plan.done()));
    LOG.info("resuming {} in {}", remaining.get(0).title(), directory.path());
    new RunExecutor(inputs(invocation, config, data, directory)).run(plan);
  }

  /** Reads the data. @param consequence what it means that the process is ended meanwhile */
  private static LoadedData read(DataLoader loader, String consequence) {
    try (ShutdownNotice notice = ShutdownNotice.open("interrupted while reading data; " + consequence)) {
      return loader.read();
    }
  }

  private static void begin(RunInputs inputs, LoadedData data, Path autoencoder, List<Stage> stages)
      throws IOException {
    ResumePlan plan =
        ResumePlan.start(names(stages), autoencoder, data.digests(), ConfigRenderer.values(inputs.config()));
    plan.write(inputs.directory().resumePlan());
    new RunExecutor(inputs).run(plan);
  }

  private static RunInputs inputs(Invocation invocation, ExperimentConfig config, LoadedData data,
      RunDirectory directory) {
    return new RunInputs(invocation, config, data.splits(), directory, Stages.seenImages(config));
  }

  private static void requireComplete(RunDirectory directory) throws IOException {
    if (ResumePlan.read(directory.resumePlan()).filter(plan -> !plan.complete()).isPresent()) {
      throw new UserException(directory.path() + ": the last command in this directory was interrupted; resume it with "
          + resumeCommand(directory) + ", or discard it by deleting " + directory.resumePlan());
    }
  }

  /** Returns the command that resumes a run on the kind of processor that its last command computed on. */
  public static String resumeCommand(RunDirectory directory) {
    return ProcessorKind.last(directory.provenance()).orElse(ProcessorKind.CPU).command("resume", directory.path());
  }

  private static List<String> names(List<Stage> stages) {
    return stages.stream().map(Stage::name).toList();
  }

  private static void deleteTrainingStates(RunDirectory directory, List<String> stages) throws IOException {
    for (String stage : stages) {
      TensorFiles.delete(directory.checkpoints().trainingState(stage));
    }
  }
}
