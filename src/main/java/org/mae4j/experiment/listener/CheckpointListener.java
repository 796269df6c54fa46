package org.mae4j.experiment.listener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.engine.StoppedException;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.run.PrunedRunException;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.AdamW;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.TrainingState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a checkpoint of a training under way, and goes on from it where there is one. A clock decides when it is
 * written, which changes nothing of what the training comes to.
 */
public final class CheckpointListener implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointListener.class);

  private final Run run;
  private final String stage;
  private final Path file;
  private final Parameters parameters;
  private final AdamW optimizer;
  private final BestEpoch best;
  private final MetricsListener watch;
  private TrainingCheckpoint newest = new TrainingCheckpoint(TrainingState.START, BestEpoch.Found.NONE, 0, 0, 0);
  private boolean written = true;
  private long lastWrite;
  private long start;
  private double secondsBefore;

  /** @param watch of the same training */
  public CheckpointListener(Run run, String stage, Parameters parameters, AdamW optimizer, BestEpoch best, MetricsListener watch) {
    this.run = run;
    this.stage = stage;
    this.file = run.directory().trainingState(stage);
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.best = best;
    this.watch = watch;
  }

  /**
   * Trains to the end, from the checkpoint if there is one.
   *
   * @param others listeners that are told before the checkpoint is written
   * @throws StoppedException if that was asked for; the checkpoint is of the last step
   */
  public void train(TrainingLoop loop, List<TrainingListener> others) {
    if (TensorFile.exists(file)) {
      resume(loop);
    }
    start = System.nanoTime();
    lastWrite = start;
    List<TrainingListener> listeners = new ArrayList<>(others);
    listeners.add(this);
    try {
      loop.run(listeners);
    } catch (StoppedException | PrunedRunException e) {
      write(); // the parameters are those of the newest state also where a measurement of them was stopped
      throw e;
    }
    write(); // for what the stage still has to do with them
  }

  /** How long the training took, earlier processes included. */
  public Duration time() {
    return Duration.ofMillis(Math.round(1e3 * newest.seconds()));
  }

  @Override
  public void onState(TrainingState state) {
    long now = System.nanoTime();
    newest = new TrainingCheckpoint(state, best.found(), run.metrics().rows(stage),
        secondsBefore + (now - start) / 1e9, watch.seconds());
    written = false;
    if (run.stopRequested()) {
      throw new StoppedException();
    }
    if (now - lastWrite >= Duration.ofSeconds(run.config().train().checkpointSeconds()).toNanos()) {
      write();
    }
  }

  private void resume(TrainingLoop loop) {
    newest = TrainingCheckpoint.load(file, run.config(), parameters, optimizer, LOG::warn);
    loop.resumeAt(newest.state());
    best.resumeAt(newest.best());
    watch.resumeAt(newest.state().step(), newest.stepSeconds());
    secondsBefore = newest.seconds();
    LOG.info("going on after step {} of {}", newest.state().step(), loop.totalSteps());
  }

  /** The rows that the checkpoint counts, and the events and layers to them, must not be lost where it is kept. */
  private void write() {
    if (!written) {
      run.metrics().sync();
      run.events().sync();
      run.layers().sync();
      newest.save(file, run.config(), parameters, optimizer);
      written = true;
      lastWrite = System.nanoTime();
    }
  }
}
