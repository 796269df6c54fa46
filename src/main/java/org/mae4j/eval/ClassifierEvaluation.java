package org.mae4j.eval;

import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.PlanMemory;
import org.mae4j.engine.Workers;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/** Evaluates the encoder and its classifier. */
public final class ClassifierEvaluation {
  private ClassifierEvaluation() {}

  /** Returns the scores of the classifier with its present parameters. */
  public static Scores score(Parameters parameters, ModelConfig config, ImageSet images, Workers workers) {
    return Scores.of(Features.logits(parameters, config, images, workers), images);
  }

  /** Returns the size of the plan of one thread of {@link #score} in bytes. */
  public static long planBytes(PlanMemory memory, Parameters parameters, ModelConfig config, PatchGrid grid,
      int classes) {
    return Features.planBytes(memory, parameters, config, grid, classes);
  }
}
