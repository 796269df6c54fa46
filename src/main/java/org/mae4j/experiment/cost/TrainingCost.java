package org.mae4j.experiment.cost;

import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;

/**
 * What the training of a network computes.
 *
 * @param phases parts of the training, in order, at least one
 */
public record TrainingCost(List<Phase> phases) {
  /**
   * Time of what a step does besides matrix products, as operations of matrix products per byte of kept activations:
   * measured on models of width 64 and 192, whose estimates are 30 % too short and 20 % too long.
   */
  private static final double OPERATIONS_PER_BYTE = 100;
  private static final double GIGA = 1e9;

  /**
   * Epochs whose steps compute the same, because their images have the same size.
   *
   * @param model layers of the trained model, for one micro-batch
   * @param microBatches of a step
   * @param stepsPerEpoch optimizer steps of an epoch
   * @param epochs number of epochs
   */
  public record Phase(ModelSummary model, int microBatches, long stepsPerEpoch, int epochs) {
    /** Returns the floating-point operations of a step. */
    public double stepFlops() {
      return model.trainingFlops() * microBatches;
    }

    private long steps() {
      return stepsPerEpoch * epochs;
    }

    /** Returns a measure of the time of a step: its operations, and as many as would take the time of all else. */
    private double stepWork() {
      return stepFlops() + OPERATIONS_PER_BYTE * model.activationBytes() * microBatches;
    }
  }

  public TrainingCost {
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a training has at least one phase");
    }
  }

  /** Returns the cost of the training that {@code group} describes. */
  public static TrainingCost of(ExperimentConfig config, TrainingGroup group, TrainingData data) {
    BatchConfig batch = group.batch(config);
    PatchGrid grid = new PatchGrid(data.shape(), config.model().patch());
    return new TrainingCost(group.resolution(config).phases(group.epochs(config)).stream()
        .map(phase -> new Phase(model(config, group, data, grid.resized(phase.scale())), batch.microBatches(),
            data.images(group) / batch.size(), phase.epochs()))
        .toList());
  }

  private static ModelSummary model(ExperimentConfig config, TrainingGroup group, TrainingData data, PatchGrid grid) {
    int images = group.batch(config).microBatch();
    return group == TrainingGroup.PRETRAIN ? ModelSummary.pretraining(config.model(), grid, images)
        : ModelSummary.classifier(config.model(), grid, images, data.classes(),
            ClassifierTraining.of(config.finetune(), grid));
  }

  /** Returns the model of the last phase, whose images have their full size unless no epoch sees such images. */
  public ModelSummary model() {
    return last().model();
  }

  /** Returns the floating-point operations of a step of the last phase. */
  public double stepFlops() {
    return last().stepFlops();
  }

  /** Returns the floating-point operations of an epoch of the last phase. */
  public double epochFlops() {
    return stepFlops() * last().stepsPerEpoch();
  }

  /** Returns the floating-point operations, as the training of {@code stage}. */
  public StageCost of(String stage, String title) {
    return new StageCost(stage, title, stepFlops(), epochFlops(), flopsBySteps().lastEntry().getValue());
  }

  /**
   * Returns the floating-point operations so far by the number of steps, at the start and at the end of each phase;
   * they grow linearly between.
   */
  public NavigableMap<Long, Double> flopsBySteps() {
    NavigableMap<Long, Double> flops = new TreeMap<>();
    flops.put(0L, 0.0);
    for (Phase phase : phases) {
      flops.put(flops.lastKey() + phase.steps(), flops.lastEntry().getValue() + phase.steps() * phase.stepFlops());
    }
    return flops;
  }

  /**
   * Estimates the duration of the training.
   *
   * @param gflops speed of the machine's matrix products on all threads, in 10⁹ operations per second
   */
  public Duration duration(double gflops) {
    double work = phases.stream().mapToDouble(phase -> phase.stepWork() * phase.steps()).sum();
    return Duration.ofMillis(Math.round(1e3 * work / (gflops * GIGA)));
  }

  private Phase last() {
    return phases.get(phases.size() - 1);
  }
}
