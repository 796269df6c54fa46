package org.mae4j.eval;

import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.Workers;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/** Measures encoder and classifier together. */
public final class ClassifierEvaluation {
  private ClassifierEvaluation() {}

  /** Scores of the classifier as its parameters are now. */
  public static Scores score(Parameters parameters, ModelConfig config, ImageSet images, Workers workers) {
    return Scores.of(Features.logits(parameters, config, images, workers), images);
  }

  /** Native memory in bytes of one thread of {@link #score}, parameters apart. */
  public static long planBytes(Parameters parameters, ModelConfig config, PatchGrid grid, int classes) {
    return Features.planBytes(parameters, config, grid, classes);
  }
}
