package org.mae4j.eval;

import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.PlanMemory;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.Classifier;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/**
 * Evaluates the encoder and its classifier. Each call uses the present values of the parameters. The graph is built once,
 * because that takes some tenths of a second.
 */
public final class ClassifierEvaluation implements AutoCloseable {
  private final NetworkOutput logits;

  /**
   * @param shape of the images
   * @param classes number of outputs of the classifier
   */
  public ClassifierEvaluation(Parameters parameters, ModelConfig config, ImageShape shape, int classes,
      Workers workers) {
    this.logits = NetworkOutput.logits(parameters, config, new PatchGrid(shape, config.patch()), classes, workers);
  }

  /** Returns the scores of all images of a set. */
  public Scores score(ImageSet images) {
    return Scores.of(logits.of(images), images);
  }

  /** Returns the size of the plan of one thread in bytes. */
  public static long planBytes(PlanMemory memory, Parameters parameters, ModelConfig config, PatchGrid grid,
      int classes) {
    return GraphPlan.forwardBytes(memory, Classifier.inference(parameters, config, grid, Features.BATCH, classes),
        Classifier.LOGITS);
  }

  @Override
  public void close() {
    logits.close();
  }
}
