package org.mae4j.eval;

import java.util.function.IntFunction;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.Batches;
import org.mae4j.data.ImageSet;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.parallel.Inference;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.Classifier;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SameDiff;

/** An output of a network for images. Safe for use by several threads; threads beyond the number of workers wait. */
public final class NetworkOutput implements AutoCloseable {
  private final String output;
  private final ImageShape shape;
  private final PixelScale scale;
  private final Inference inference;

  private NetworkOutput(String output, IntFunction<SameDiff> graphOfBatch, ImageShape shape, PixelScale scale,
      Workers workers) {
    this.output = output;
    this.shape = shape;
    this.scale = scale;
    this.inference = new Inference(workers, graphOfBatch, output);
  }

  /** Returns the pooled features of an encoder, {@code [D]} per image. */
  public static NetworkOutput features(Parameters parameters, ModelConfig config, PatchGrid grid, Workers workers) {
    return new NetworkOutput(Classifier.FEATURES, batch -> Classifier.features(parameters, config, grid, batch),
        grid.image(), parameters.scale(), workers);
  }

  /** Returns the encoded patches, {@code [N·D]} per image. */
  public static NetworkOutput tokens(Parameters parameters, ModelConfig config, PatchGrid grid, Workers workers) {
    return new NetworkOutput(Classifier.TOKENS, batch -> Classifier.features(parameters, config, grid, batch),
        grid.image(), parameters.scale(), workers);
  }

  /** Returns the logits of a classifier, {@code [classes]} per image. */
  public static NetworkOutput logits(Parameters parameters, ModelConfig config, PatchGrid grid, int classes,
      Workers workers) {
    return new NetworkOutput(Classifier.LOGITS,
        batch -> Classifier.inference(parameters, config, grid, batch, classes), grid.image(), parameters.scale(),
        workers);
  }

  /**
   * Computes a batch on the thread of the caller.
   *
   * @param pixels images {@code [batch, C, H, W]} with values in [-1, 1], which this call may change
   * @param images number of images of the batch that are not padding, the first ones
   * @return {@code [images][width]}
   * @throws IllegalStateException if this is closed
   */
  public float[][] of(float[] pixels, int images) {
    int batch = pixels.length / shape.size();
    scale.apply(pixels, shape);
    return inference.run(batch, plan -> HostCopy.write(pixels, plan.placeholder(Classifier.IMAGES)),
        plan -> HostCopy.readRows(plan.output(output), images));
  }

  /**
   * Computes all images of a set on the threads of the workers.
   *
   * @return {@code [images][width]}
   * @throws org.mae4j.engine.parallel.StoppedException if the workers are stopped
   */
  float[][] of(ImageSet images) {
    Batches batches = new Batches(images, Features.BATCH);
    float[][] rows = new float[images.size()][];
    inference.run(batches.count(), batches.size(),
        (batch, plan) -> HostCopy.write(batches.pixels(batch, scale), plan.placeholder(Classifier.IMAGES)),
        (batch, plan) -> System.arraycopy(HostCopy.readRows(plan.output(output), batches.rows(batch)), 0, rows,
            batch * batches.size(), batches.rows(batch)));
    return rows;
  }

  /** Waits for the batches that are being computed and frees their memory. */
  @Override
  public void close() {
    inference.close();
  }
}
