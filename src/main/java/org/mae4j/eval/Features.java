package org.mae4j.eval;

import java.util.function.Supplier;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.Batches;
import org.mae4j.data.ImageSet;
import org.mae4j.data.PixelScale;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.Inference;
import org.mae4j.engine.Workers;
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
    return new Features(run(images, parameters.scale(), workers, config.encoder().width(), Classifier.FEATURES,
        () -> GraphPlan.forward(Classifier.features(parameters, config, grid, BATCH), Classifier.FEATURES)), images);
  }

  /** Returns the native memory of one thread of {@link #encoded} in bytes, without the parameters. */
  public static long planBytes(Parameters parameters, ModelConfig config, PatchGrid grid) {
    return GraphPlan.forwardBytes(Classifier.features(parameters, config, grid, BATCH), Classifier.FEATURES);
  }

  /** Returns the pixels, in [-1, 1], as features. */
  public static Features pixels(ImageSet images) {
    float[][] rows = new float[images.size()][images.shape().size()];
    for (int i = 0; i < rows.length; i++) {
      images.copyTo(i, rows[i], 0);
    }
    return new Features(rows, images);
  }

  /** Returns the logits of the classifier, {@code [images][classes]}. */
  static float[][] logits(Parameters parameters, ModelConfig config, ImageSet images, Workers workers) {
    PatchGrid grid = new PatchGrid(images.shape(), config.patch());
    int classes = images.classNames().size();
    return run(images, parameters.scale(), workers, classes, Classifier.LOGITS, () -> GraphPlan.forward(
        Classifier.inference(parameters, config, grid, BATCH, classes), Classifier.LOGITS));
  }

  /** Returns the native memory of one thread of {@link #logits} in bytes, without the parameters. */
  static long planBytes(Parameters parameters, ModelConfig config, PatchGrid grid, int classes) {
    return GraphPlan.forwardBytes(Classifier.inference(parameters, config, grid, BATCH, classes), Classifier.LOGITS);
  }

  /** Returns the number of values in a row. */
  public int width() {
    return rows[0].length;
  }

  private static float[][] run(ImageSet images, PixelScale scale, Workers workers, int width,
      String output, Supplier<GraphPlan> plan) {
    Batches batches = new Batches(images, BATCH);
    float[][] rows = new float[images.size()][width];
    try (Inference inference = new Inference(workers, plan)) {
      inference.run(batches.count(),
          (batch, graph) -> HostCopy.write(batches.pixels(batch, scale), graph.placeholder(Classifier.IMAGES)),
          (batch, graph) -> {
            float[] values = new float[BATCH * width];
            HostCopy.read(graph.output(output), values);
            for (int row = 0; row < batches.rows(batch); row++) {
              System.arraycopy(values, row * width, rows[batch * BATCH + row], 0, width);
            }
          });
    }
    return rows;
  }
}
