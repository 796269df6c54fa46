package org.mae4j.experiment.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.mae4j.experiment.checkpoint.BestEpoch;
import org.mae4j.experiment.checkpoint.TrainingCheckpoint;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.optimizer.TrainedWeights;
import org.mae4j.train.step.TrainingPlan;

/**
 * The training of a stage with all its listeners: metrics, layers, histograms, machine, validation and checkpoints.
 *
 * @param stage key of the stage
 * @param weights parameters to train, and those that {@code validation} and the best epoch see
 * @param plan epochs, batches and optimizer
 * @param rateFactor factor on the learning rate by the name of a parameter
 * @param logEvery number of steps between two rows of {@code metrics.csv}
 */
public record StageTraining(Run run, String stage, TrainedWeights weights, Objective objective, TrainingPlan plan,
    ToDoubleFunction<String> rateFactor, int logEvery) {

  /**
   * The end of a training.
   *
   * @param skippedSteps number of steps that were skipped because loss or gradients were not finite
   * @param duration duration of the training, with the time before an interruption
   */
  public record TrainingOutcome(int skippedSteps, Duration duration) {}

  /**
   * Trains to the end, from the checkpoint of the stage if there is one, and adds the duration to the provenance.
   *
   * @param best best epoch, which {@code validation} updates
   * @param validation creates the listener that validates, with a progress display for its messages
   */
  public TrainingOutcome train(BestEpoch best, Function<Progress, TrainingListener> validation) throws IOException {
    CpuClock cpu = new CpuClock(run::cpuSeconds);
    run.listener().trainingStarted(cpu::seconds);
    Parameters parameters = weights.parameters();
    try (Optimizer optimizer = new Optimizer(plan.optimizer(), weights, rateFactor, plan.threads());
        TrainingLoop loop = new TrainingLoop(objective, plan, optimizer, parameters.names());
        Progress progress = run.progress(stage, loop.totalSteps())) {
      MetricsListener metrics = new MetricsListener(run, stage, plan, logEvery, progress);
      TrainingCheckpoint end =
          new CheckpointListener(run, stage, parameters, optimizer, loop, best, metrics, cpu).train(List.of(
              new LayerListener(run.logs().layers(), stage, logEvery, parameters, loop.lastStep()),
              metrics,
              new SystemListener(stage, plan.batch().size(), run.logs().system(), progress, cpu::seconds),
              new HistogramListener(run, stage, parameters, loop.lastStep()),
              validation.apply(progress),
              new EpochListener(run, stage)));
      Duration duration = Duration.ofMillis(Math.round(1e3 * end.seconds()));
      run.provenance().stageTrained(stage, duration, end.cpuSeconds(), metrics.imagesPerSecond());
      return new TrainingOutcome(loop.state().skipped(), duration);
    }
  }
}
