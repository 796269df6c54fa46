package org.mae4j.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.mae4j.backend.OperationThreads;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.text.WrappedText;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.experiment.data.DataDescription;
import org.mae4j.experiment.data.ModelDescription;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.output.CurveFigures;
import org.mae4j.experiment.output.RunReport;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.run.MemorySampler;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.Run;
import org.mae4j.experiment.run.RunInputs;
import org.mae4j.experiment.run.StopSignal;
import org.mae4j.experiment.run.StopSignals;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.experiment.stage.CheckedMetrics;
import org.mae4j.experiment.stage.LabelNeeds;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.StageDifferences;
import org.mae4j.record.table.ResultsTable;
import org.mae4j.report.run.CostComparison;
import org.mae4j.train.DivergedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the remaining stages of a plan and keeps the plan up to date, so that an interrupted run can resume. */
final class RunExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(RunExecutor.class);

  private final RunInputs inputs;
  private final CurveFigures curves;

  RunExecutor(RunInputs inputs) {
    this.inputs = inputs;
    this.curves = new CurveFigures(inputs.directory());
  }

  /**
   * Runs the stages that remain.
   *
   * @throws StoppedRunException if a signal stopped the run
   * @throws StoppedException if the listener stopped the run
   * @throws PrunedRunException if the listener ended the run
   * @throws RunFailedException if the run cannot continue for a reason outside the program
   */
  void run(ResumePlan plan) {
    OperationThreads.useOne();
    try (StopSignals signals = StopSignals.listen(); Run run = new Run(inputs, plan, signals)) {
      run(run, plan, signals);
    } catch (DivergedException e) {
      throw new RunFailedException(e.getMessage() + ". " + kept(plan) + ". Start a new run with a lower learning rate, "
          + "a longer warm-up, gradient clipping (clipNorm) or a larger train.maxSkips", e);
    } catch (RunFailedException e) {
      throw failure(e.getMessage(), plan, e);
    } catch (UncheckedIOException e) {
      throw failure(IoMessage.of(e.getCause()), plan, e);
    } catch (IOException e) {
      throw failure(IoMessage.of(e), plan, e);
    }
  }

  private void run(Run run, ResumePlan plan, StopSignals signals) throws IOException {
    try {
      runStages(run, plan);
    } catch (StoppedException e) {
      curves.draw();
      StopSignal signal = signals.received().orElseThrow(() -> e);
      LOG.info("stopped by SIG{}; resume with: {}", signal, Experiment.resumeCommand(directory()));
      throw new StoppedRunException(signal);
    } catch (PrunedRunException e) {
      curves.draw();
      RunReport.write(directory());
      LOG.info("{}; to resume it anyway: {}", e.getMessage(), Experiment.resumeCommand(directory()));
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      run.logs().messages().failure(e);
      throw e;
    }
  }

  private RunFailedException failure(String message, ResumePlan plan, Exception cause) {
    return new RunFailedException(message + ". " + kept(plan) + ". Fix the cause, then resume with "
        + Experiment.resumeCommand(directory()), cause);
  }

  private String kept(ResumePlan plan) {
    return plan.remaining().stream().map(directory().checkpoints()::trainingState).filter(TensorFiles::exists)
        .findFirst()
        .map(file -> "The last good checkpoint is " + file).orElse("There is no checkpoint of this stage");
  }

  private void runStages(Run run, ResumePlan plan) throws IOException {
    LOG.info("{}", new RunIntroduction(inputs, plan, run.devices()).text());
    run.logs().messages().detail(DataDescription.of(run.config().data(), run.data(), plan.dataDigests()));
    run.logs().messages().detail(
        ModelDescription.of(run.config(), run.data().train().classNames().size(), Integer.MAX_VALUE));
    run.logs().events().started(run.config(), metrics(run.config()));
    ResumePlan current = plan;
    for (String name : plan.remaining()) {
      run.workers().requireNotStopped();
      runStage(run, Stages.get(name));
      current = current.advanced();
      current.write(directory().resumePlan());
      TensorFiles.delete(directory().checkpoints().trainingState(name));
    }
    run.logs().events().ended(run.results(), Stages.metrics());
    run.provenance().ended();
    StageDifferences differences = StageDifferences.of(run.results(), Stages.byGroup());
    String table = new ResultsTable(run.results(), differences.numbered(Stages.metrics())).text();
    LOG.info("{}", table.isEmpty() ? table : "\n" + table);
    differences.notes().forEach(note -> LOG.info("{}\n", WrappedText.of(note, RunIntroduction.WIDTH, 4)));
    new CostComparison(run.results(), Stages.metrics(), Stages.costed()).sentences()
        .forEach(sentence -> LOG.info("{}\n", WrappedText.of(sentence, RunIntroduction.WIDTH, 0)));
    RunReport.write(directory());
    LOG.info("report:     {}\nlook again: {}", directory().report(), PluginCommand.of("ui", directory().path()));
  }

  /** Returns the metrics of all stages that runs with this configuration can have. */
  static List<ResultMetric> metrics(ExperimentConfig config) {
    return LabelNeeds.possible(config, Stages.of(config)).stream()
        .flatMap(stage -> CheckedMetrics.of(stage, config).stream()).toList();
  }

  private void runStage(Run run, Stage stage) throws IOException {
    LOG.info("--- {}", stage.title());
    long start = System.nanoTime();
    double cpuStart = run.cpuSeconds();
    if (stage.training().isPresent()) {
      stage.run(run);
    } else {
      try (MemorySampler sampler = MemorySampler.start(stage.name(), run.logs().system())) {
        stage.run(run);
      }
    }
    run.provenance().stageEnded(stage.name(), Duration.ofNanos(System.nanoTime() - start),
        run.cpuSeconds() - cpuStart);
    if (stage.training().isPresent()) {
      stage.costs(run.config(), TrainingData.of(run.data())).forEach(cost -> cost.putInto(run.results()));
    }
    MissingMetrics.warn(run, stage);
    new StageSettings(run, stage).record();
    run.results().write(directory().results());
    curves.draw();
    run.logs().messages().requireWritten();
    run.logs().events().sync();
  }

  private RunDirectory directory() {
    return inputs.directory();
  }
}
