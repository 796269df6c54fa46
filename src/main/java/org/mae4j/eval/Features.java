package org.mae4j.eval;

import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.PlanMemory;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.Classifier;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/**
 * One feature vector per image.
 *
 * @param rows {@code [images][width]}
 * @param images of the rows, in the same order
 */
public record Features(float[][] rows, ImageSet images) {
  /** Number of images that a plan computes at once. */
  public static final int BATCH = 32;

  /** Returns the pooled output of the frozen encoder over all patches. */
  public static Features encoded(Parameters parameters, ModelConfig config, ImageSet images, Workers workers) {
    PatchGrid grid = new PatchGrid(images.shape(), config.patch());
    try (NetworkOutput features = NetworkOutput.features(parameters, config, grid, workers)) {
      return new Features(features.of(images), images);
    }
  }

  /** Returns the size of the plan of one thread of {@link #encoded} in bytes. */
  public static long planBytes(PlanMemory memory, Parameters parameters, ModelConfig config, PatchGrid grid) {
    return GraphPlan.forwardBytes(memory, Classifier.features(parameters, config, grid, BATCH), Classifier.FEATURES);
  }

  /** Returns the pixels, in [-1, 1], as features. */
  public static Features pixels(ImageSet images) {
    float[][] rows = new float[images.size()][images.shape().size()];
    for (int i = 0; i < rows.length; i++) {
      images.copyTo(i, rows[i], 0);
    }
    return new Features(rows, images);
  }

  /** Returns the number of values in a row. */
  public int width() {
    return rows[0].length;
  }
}
