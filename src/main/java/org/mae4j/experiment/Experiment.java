package org.mae4j.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.base.DurableFile;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.data.DataSplits;
import org.mae4j.experiment.data.DataDescription;
import org.mae4j.experiment.data.DataLoader;
import org.mae4j.experiment.data.ExperimentChecks;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.output.RunReport;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.Evaluations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs stages one after another, in a new run directory or in that of a former run, and goes on with them. */
public final class Experiment {
  private static final Logger LOG = LoggerFactory.getLogger(Experiment.class);
  /** Where run directories go by default. */
  public static final Path RUNS = Path.of("runs");

  private Experiment() {}

  /**
   * Runs stages of which the first is pre-training.
   *
   * @param out the run directory to make; without it {@code runs/NAME-TIMESTAMP}
   * @return the run directory
   */
  public static RunDirectory start(Invocation invocation, ExperimentConfig config, Optional<Path> out,
      List<Evaluation> stages) throws IOException {
    return start(invocation, config, out, stages, RunObserver.NONE);
  }

  /** As {@link #start(Invocation, ExperimentConfig, Optional, List)}, on behalf of {@code supervision}. */
  public static RunDirectory start(Invocation invocation, ExperimentConfig config, Optional<Path> out,
      List<Evaluation> stages, RunObserver supervision) throws IOException {
    requireMasking(config, stages);
    ExperimentChecks.require(config);
    if (out.isPresent()) {
      RunDirectory.requireFree(out.get());
    }
    DataSplits data = new DataLoader(config, stages, supervision.runs()).read();
    ExperimentChecks.require(config, data.train());
    Map<String, String> digests = DataDescription.digests(data);
    supervision.read(digests);
    // Not made before the data is known to be good: a mistake there leaves nothing behind.
    RunDirectory directory = create(config, out);
    try (RunLock lock = RunLock.of(directory)) {
      DurableFile.write(directory.config(), ConfigRenderer.render(config).getBytes(StandardCharsets.UTF_8));
      ResumePlan agenda = new ResumePlan(ConfigRenderer.values(config), names(stages), 0,
          directory.bestAutoencoder().getFileName().toString(), digests);
      agenda.write(directory.agenda());
      LOG.info("run directory: {}", directory.path());
      new RunExecutor(invocation, config, data, directory, supervision).run(agenda);
    }
    return directory;
  }

  /**
   * Repeats stages after pre-training in the directory of a former run; they replace what they left there before.
   *
   * @throws UserException if the last command there has not come to its end
   */
  public static void repeat(Invocation invocation, ExistingRun former, ExperimentConfig config, List<Evaluation> stages)
      throws IOException {
    RunDirectory directory = former.directory();
    requireMasking(config, stages);
    requireCheckpoint(former.checkpoint(), stages);
    ExperimentChecks.require(config);
    try (RunLock lock = RunLock.of(directory)) {
      requireComplete(directory);
      DataSplits data = new DataLoader(config, stages, RunObserver.NONE.runs()).read();
      ExperimentChecks.require(config, data.train());
      forget(directory, names(stages));
      ResumePlan agenda = new ResumePlan(ConfigRenderer.values(config), names(stages), 0,
          former.checkpoint().getFileName().toString(), DataDescription.digests(data));
      agenda.write(directory.agenda());
      new RunExecutor(invocation, config, data, directory, RunObserver.NONE).run(agenda);
    }
  }

  private static void requireMasking(ExperimentConfig config, List<Evaluation> stages) {
    if (stages.stream().anyMatch(stage -> stage.needs().contains(Evaluation.Need.MASKED_PATCHES))) {
      ExperimentChecks.requireMasking(config);
    }
  }

  private static void requireCheckpoint(Path checkpoint, List<Evaluation> stages) {
    for (Evaluation stage : stages) {
      if (stage.needs().contains(Evaluation.Need.PRETRAINED) && !TensorFile.exists(checkpoint)) {
        throw new UserException(checkpoint + ": " + stage.title() + " needs this checkpoint of a pre-trained autoencoder, "
            + "which does not exist; resume the run, or name another checkpoint");
      }
    }
  }

  private static List<String> names(List<Evaluation> stages) {
    return stages.stream().map(Evaluation::name).toList();
  }

  private static void requireComplete(RunDirectory directory) throws IOException {
    if (ResumePlan.read(directory.agenda()).filter(agenda -> !agenda.complete()).isPresent()) {
      throw new UserException("the last command in " + directory.path() + " has not come to its end; go on with "
          + resumption(directory) + ", or give it up by deleting " + directory.agenda());
    }
  }

  /**
   * Goes on with the last command in a run directory, from the last checkpoint of the training that was interrupted,
   * or from the start of a stage that does not train. It ends as if there had been no interruption.
   *
   * @param overrides settings that change no outcome
   * @throws UserException if there is nothing to go on with, or the data is no longer the same
   */
  public static void resume(Invocation invocation, Path path, List<String> overrides) throws IOException {
    resume(invocation, path, overrides, RunObserver.NONE);
  }

  /** As {@link #resume(Invocation, Path, List)}, on behalf of {@code supervision}. */
  public static void resume(Invocation invocation, Path path, List<String> overrides, RunObserver supervision)
      throws IOException {
    ExistingRun former = ExistingRun.at(path);
    RunDirectory directory = former.directory();
    try (RunLock lock = RunLock.of(directory)) {
      ResumePlan agenda = ResumePlan.read(directory.agenda()).orElseThrow(() -> new UserException(
          "nothing to go on with: " + directory.agenda() + " is missing"));
      if (agenda.complete()) {
        RunReport.write(directory); // the last that a command does, so it may be missing
        LOG.info("the run is complete: {}", directory.path());
        return;
      }
      resume(invocation, former.config(agenda.overrides(overrides)), directory, agenda, supervision);
    }
  }

  private static void resume(Invocation invocation, ExperimentConfig config, RunDirectory directory, ResumePlan agenda,
      RunObserver supervision) throws IOException {
    DataSplits data = new DataLoader(config, agenda.remaining().stream().map(Evaluations::get).toList(),
        supervision.runs()).read();
    Map<String, String> digests = DataDescription.digests(data);
    supervision.read(digests);
    requireSame(agenda.dataDigests(), digests);
    forget(directory, agenda.stages().subList(0, agenda.done()));
    LOG.info("going on with {} in {}", Evaluations.get(agenda.remaining().get(0)).title(), directory.path());
    new RunExecutor(invocation, config, data, directory, supervision).run(agenda);
  }

  /** The command that goes on with a run. */
  static String resumption(RunDirectory directory) {
    return "./mae4j resume " + directory.path();
  }

  /** Deletes checkpoints to go on from, if any are left. */
  private static void forget(RunDirectory directory, List<String> stages) throws IOException {
    for (String stage : stages) {
      TensorFile.delete(directory.trainingState(stage));
    }
  }

  private static void requireSame(Map<String, String> before, Map<String, String> now) {
    now.forEach((split, digest) -> {
      if (!digest.equals(before.get(split))) {
        throw new UserException("the data changed since the run began: the SHA-256 of the " + split + " images is "
            + digest + ", was " + before.get(split));
      }
    });
  }

  private static RunDirectory create(ExperimentConfig config, Optional<Path> out) throws IOException {
    return out.isPresent() ? RunDirectory.create(out.get())
        : RunDirectory.create(RUNS, config.name(), LocalDateTime.now());
  }
}
