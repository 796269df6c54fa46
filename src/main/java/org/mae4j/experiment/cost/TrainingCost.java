package org.mae4j.experiment.cost;

import java.time.Duration;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.ImageSet;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;

/**
 * What a training computes.
 *
 * @param model layers of the trained model, for one micro-batch
 * @param microBatches of a step
 * @param stepsPerEpoch optimizer steps of an epoch
 * @param epochs number of epochs
 */
public record TrainingCost(ModelSummary model, int microBatches, long stepsPerEpoch, int epochs) {
  /**
   * Time of what a step does besides matrix products, as operations of matrix products per byte of kept activations:
   * measured on models of width 64 and 192, whose estimates are 30 % too short and 20 % too long.
   */
  private static final double OPERATIONS_PER_BYTE = 100;
  private static final double GIGA = 1e9;

  /** Returns the cost of the training that {@code group} describes on {@code images}. */
  public static TrainingCost of(ExperimentConfig config, TrainingGroup group, ImageSet images) {
    BatchConfig batch = group.batch(config);
    PatchGrid grid = new PatchGrid(images.shape(), config.model().patch());
    ModelSummary model = group == TrainingGroup.PRETRAIN
        ? ModelSummary.pretraining(config.model(), grid, batch.microBatch())
        : ModelSummary.classifier(config.model(), grid, batch.microBatch(), images.classNames().size(),
            config.finetune().keptPatches(grid.patches()));
    return new TrainingCost(model, batch.microBatches(), images.size() / batch.size(), group.epochs(config));
  }

  /** Returns the floating-point operations of a step. */
  public double stepFlops() {
    return model.trainingFlops() * microBatches;
  }

  /** Returns the floating-point operations of an epoch. */
  public double epochFlops() {
    return stepFlops() * stepsPerEpoch;
  }

  /**
   * Estimates the duration of the training.
   *
   * @param gflops speed of the machine's matrix products on all threads, in 10⁹ operations per second
   */
  public Duration duration(double gflops) {
    double step = stepFlops() + OPERATIONS_PER_BYTE * model.activationBytes() * microBatches;
    return Duration.ofMillis(Math.round(1e3 * step * stepsPerEpoch * epochs / (gflops * GIGA)));
  }
}
