package org.mae4j.experiment.listener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.TrainingState;
import org.mae4j.train.optimizer.Optimizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints of a training, and resumes the training from its checkpoint if there is one. The times of the
 * checkpoints depend on a clock, which does not change the results.
 */
final class CheckpointListener implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointListener.class);

  private final Run run;
  private final String stage;
  private final Path file;
  private final Parameters parameters;
  private final Optimizer optimizer;
  private final TrainingLoop loop;
  private final BestEpoch best;
  private final MetricsListener metrics;
  private final CpuClock cpu;
  private TrainingCheckpoint newest = new TrainingCheckpoint(TrainingState.START, BestEpoch.Found.NONE, 0, 0, 0, 0);
  private boolean written = true;
  private long lastWrite;
  private long start;
  private double secondsBefore;

  /**
   * Creates the listener of a training.
   *
   * @param loop the training
   * @param metrics listener of the same training, which knows the time spent in steps
   * @param cpu clock of the training
   */
  CheckpointListener(Run run, String stage, Parameters parameters, Optimizer optimizer, TrainingLoop loop,
      BestEpoch best, MetricsListener metrics, CpuClock cpu) {
    this.run = run;
    this.stage = stage;
    this.file = run.directory().checkpoints().trainingState(stage);
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.loop = loop;
    this.best = best;
    this.metrics = metrics;
    this.cpu = cpu;
  }

  /**
   * Trains to the end, from the checkpoint if there is one.
   *
   * @param others listeners that are called before the checkpoint is written
   * @return checkpoint of the end
   * @throws StoppedException if the run is to stop; a checkpoint of the last step is written
   */
  TrainingCheckpoint train(List<TrainingListener> others) {
    if (TensorFiles.exists(file)) {
      resume();
    }
    start = System.nanoTime();
    lastWrite = start;
    List<TrainingListener> listeners = new ArrayList<>(others);
    listeners.add(this);
    try {
      loop.run(listeners);
    } catch (StoppedException | PrunedRunException e) {
      write(); // also if a validation was stopped: the parameters are still those of the newest state
      throw e;
    }
    write(); // for the rest of the stage, if that is interrupted
    return newest;
  }

  @Override
  public void onState(TrainingState state) {
    long now = System.nanoTime();
    newest = new TrainingCheckpoint(state, best.found(), run.logs().metrics().rows(stage),
        secondsBefore + (now - start) / 1e9, metrics.seconds(), cpu.seconds());
    written = false;
    if (run.stopRequested()) {
      throw new StoppedException();
    }
    if (now - lastWrite >= Duration.ofSeconds(run.config().train().checkpointSeconds()).toNanos()) {
      write();
    }
  }

  private void resume() {
    newest = TrainingCheckpoint.load(file, run.config(), parameters, optimizer, LOG::warn);
    loop.resumeAt(newest.state());
    best.resumeAt(newest.best());
    metrics.resumeAt(newest.state().step(), newest.stepSeconds());
    cpu.resumeAt(newest.cpuSeconds());
    secondsBefore = newest.seconds();
    LOG.info("resuming after step {} of {}", newest.state().step(), loop.totalSteps());
  }

  /** Writes the checkpoint after the records that it refers to are on the disk. */
  private void write() {
    if (!written) {
      run.logs().sync();
      loop.lastStep().writeBack();
      newest.save(file, run.config(), parameters, optimizer);
      written = true;
      lastWrite = System.nanoTime();
    }
  }
}
