package org.mae4j.experiment.cost;

import java.util.List;
import org.mae4j.config.ExperimentConfig;

/** A part of an experiment whose floating-point operations can be counted before it runs. */
public interface ComputeNeed {
  /**
   * Returns the operations of the trainings that this part consists of, in order. A linear probe has more if its learning
   * rates turn out to need widening.
   */
  List<StageCost> costs(ExperimentConfig config, TrainingData data);
}
