package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.experiment.cost.ComputeNeed;
import org.mae4j.experiment.cost.StageCost;
import org.mae4j.experiment.cost.TrainingCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.experiment.memory.MemoryEstimate;
import org.mae4j.experiment.memory.MemoryNeed;
import org.mae4j.experiment.memory.StageMemory;
import org.mae4j.experiment.run.Run;
import org.mae4j.record.result.ResultMetric;

/**
 * A stage of a run. It reads what earlier stages left in the run directory, so that it can be repeated alone, and
 * replaces its own former results.
 */
public interface Stage extends MemoryNeed, ComputeNeed {
  /** A condition of a stage that is checked before any work is done. */
  enum Need {
    /** A checkpoint of a pre-trained encoder, at {@link Run#autoencoder()}. */
    PRETRAINED,
    /** The decoder of that checkpoint. */
    DECODER,
    /** A mask ratio that masks at least one patch. */
    MASKED_PATCHES,
    /** Labels of the images. Without them, {@code run} leaves the stage out. */
    LABELS
  }

  /** Returns the key of the stage in the files of a run: names of rows in {@code metrics.csv} start with it. */
  String name();

  /** Returns the name of the stage in headings and messages, such as {@code fine-tuning}. */
  String title();

  /** Returns the conditions of the stage; by default it needs a pre-trained autoencoder. */
  default Set<Need> needs() {
    return Set.of(Need.PRETRAINED);
  }

  /** Returns the group of the configuration that the stage trains by; empty if it trains no network step by step. */
  default Optional<TrainingGroup> training() {
    return Optional.empty();
  }

  /**
   * Returns the groups of the configuration that only this stage reads; by default none. A sweep of a metric of another
   * stage does not search over them.
   */
  default Set<String> groups() {
    return Set.of();
  }

  /** Returns the memory at the peak; by default the memory of frozen features of all images. */
  @Override
  default StageMemory memory(MemoryEstimate estimate) {
    return estimate.features();
  }

  /** Returns the operations; by default those of the training that {@link #training} describes. */
  @Override
  default List<StageCost> costs(ExperimentConfig config, TrainingData data) {
    return training().map(group -> TrainingCost.of(config, group, data).of(name(), title())).stream().toList();
  }

  /** Returns all metrics that the stage can report, in the order of tables. */
  List<ResultMetric> metrics();

  /** Returns the metrics that the stage reports under {@code config}; by default all. */
  default List<ResultMetric> metrics(ExperimentConfig config) {
    return metrics();
  }

  /**
   * Runs the stage and puts its metrics into the results of the run. A stage that trains resumes from its checkpoint if
   * there is one.
   *
   * @throws org.mae4j.engine.parallel.StoppedException if the run is asked to stop; a checkpoint keeps the progress
   */
  void run(Run run) throws IOException;
}
