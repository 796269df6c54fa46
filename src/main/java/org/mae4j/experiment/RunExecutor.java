package org.mae4j.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.mae4j.base.IoMessage;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.data.DataDescription;
import org.mae4j.experiment.data.ModelDescription;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.output.CurveFigures;
import org.mae4j.experiment.output.RunReport;
import org.mae4j.experiment.progress.SeenImages;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.Run;
import org.mae4j.experiment.run.RunFailedException;
import org.mae4j.experiment.run.RunObserver;
import org.mae4j.experiment.run.Signals;
import org.mae4j.experiment.run.StopSignal;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.Evaluations;
import org.mae4j.record.table.ResultsTable;
import org.mae4j.train.DivergedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works an agenda off, so that whenever it is interrupted the rest can be done later. */
public record RunExecutor(Invocation invocation, ExperimentConfig config, DataSplits data, RunDirectory directory,
    RunObserver supervision) {
  private static final Logger LOG = LoggerFactory.getLogger(RunExecutor.class);

  /**
   * Does what remains of {@code agenda}.
   *
   * @throws StoppedRunException if a signal asked to stop
   * @throws StoppedException if whoever supervises the run did
   * @throws PrunedRunException if whoever supervises the run ended it
   * @throws RunFailedException if it cannot go on through no fault of the program
   */
  void run(ResumePlan agenda) {
    try {
      work(agenda);
    } catch (DivergedException e) {
      throw new RunFailedException(e.getMessage() + ". " + kept(agenda) + ". Begin a run with a lower learning rate, "
          + "a longer warm-up, clipNorm or train.maxSkips", e);
    } catch (RunFailedException e) {
      throw failure(e.getMessage(), agenda, e);
    } catch (UncheckedIOException e) {
      throw failure(IoMessage.of(e.getCause()), agenda, e);
    } catch (IOException e) {
      throw failure(IoMessage.of(e), agenda, e);
    }
  }

  private void work(ResumePlan agenda) throws IOException {
    try (Signals signals = Signals.listen(); Run run = new Run(this, agenda, signals)) {
      try {
        stages(run, agenda);
      } catch (StoppedException e) {
        CurveFigures.draw(directory); // of what there is so far
        StopSignal signal = signals.received().orElseThrow(() -> e);
        LOG.info("stopped by SIG{}; go on with: {}", signal, Experiment.resumption(directory));
        throw new StoppedRunException(signal);
      } catch (PrunedRunException e) {
        CurveFigures.draw(directory);
        RunReport.write(directory);
        LOG.info("{}; to go on with it all the same: {}", e.getMessage(), Experiment.resumption(directory));
        throw e;
      } catch (IOException | RuntimeException | Error e) {
        run.failed(e);
        throw e;
      }
    }
  }

  private RunFailedException failure(String message, ResumePlan agenda, Exception cause) {
    return new RunFailedException(message + ". " + kept(agenda) + ". Once that is put right, go on with "
        + Experiment.resumption(directory), cause);
  }

  /** Returns the count of images that the trainings of all stages have seen. */
  public SeenImages images() {
    return Evaluations.seenImages(config);
  }

  /** What is left of the training that failed. */
  private String kept(ResumePlan agenda) {
    return agenda.remaining().stream().map(directory::trainingState).filter(TensorFile::exists)
        .findFirst().map(file -> "The last good checkpoint is " + file)
        .orElse("There is no checkpoint of this stage");
  }

  private void stages(Run run, ResumePlan agenda) throws IOException {
    LOG.info("{}", DataDescription.of(config.data(), data, agenda.dataDigests()));
    LOG.info("{}", ModelDescription.of(config, data.train().classNames().size()));
    ResumePlan current = agenda;
    for (String name : agenda.remaining()) {
      Evaluation stage = Evaluations.get(name);
      run.workers().requireNotStopped();
      LOG.info("--- {}", stage.title());
      stage.run(run);
      run.results().write(directory.results());
      CurveFigures.draw(directory);
      run.requireLogged();
      run.events().sync();
      current = current.advanced();
      current.write(directory.agenda());
      TensorFile.delete(directory.trainingState(name));
    }
    run.ended();
    LOG.info("\n{}", ResultsTable.of(run.results(), Evaluations.figures()));
    RunReport.write(directory);
    LOG.info("results and figures: {}", directory.path());
  }
}
