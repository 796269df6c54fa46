package org.mae4j.eval;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.PixelScale;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.Classifier;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * An output of a network for batches of images. Safe for use by several threads: a plan is made for each of them when it
 * is first needed, and threads beyond their number wait.
 */
public final class NetworkOutput implements AutoCloseable {
  private final String output;
  private final IntFunction<GraphPlan> planOfBatch;
  private final ImageShape shape;
  private final PixelScale scale;
  private final int threads;
  private final Semaphore running;
  private final Map<Integer, Deque<GraphPlan>> idle = new HashMap<>();
  private boolean closed;

  private NetworkOutput(String output, IntFunction<SameDiff> graphOfBatch, ImageShape shape, PixelScale scale,
      int threads) {
    this.output = output;
    this.planOfBatch = batch -> GraphPlan.forward(graphOfBatch.apply(batch), output);
    this.shape = shape;
    this.scale = scale;
    this.threads = threads;
    this.running = new Semaphore(threads);
  }

  /**
   * Returns the pooled features of an encoder, {@code [D]} per image.
   *
   * @param threads number of batches that are computed at the same time, at least 1
   */
  public static NetworkOutput features(Parameters parameters, ModelConfig config, PatchGrid grid, int threads) {
    return new NetworkOutput(Classifier.FEATURES, batch -> Classifier.features(parameters, config, grid, batch),
        grid.image(), parameters.scale(), threads);
  }

  /** Returns the encoded patches, {@code [N·D]} per image. */
  public static NetworkOutput tokens(Parameters parameters, ModelConfig config, PatchGrid grid, int threads) {
    return new NetworkOutput(Classifier.TOKENS, batch -> Classifier.features(parameters, config, grid, batch),
        grid.image(), parameters.scale(), threads);
  }

  /** Returns the logits of a classifier, {@code [classes]} per image. */
  public static NetworkOutput logits(Parameters parameters, ModelConfig config, PatchGrid grid, int classes,
      int threads) {
    return new NetworkOutput(Classifier.LOGITS,
        batch -> Classifier.inference(parameters, config, grid, batch, classes), grid.image(), parameters.scale(),
        threads);
  }

  /**
   * Computes a batch.
   *
   * @param pixels images {@code [batch, C, H, W]} with values in [-1, 1], which this call may change
   * @param images number of images of the batch that are not padding, the first ones
   * @return {@code [images][width]}
   * @throws IllegalStateException if this is closed
   */
  public float[][] of(float[] pixels, int images) {
    int batch = pixels.length / shape.size();
    scale.apply(pixels, shape);
    running.acquireUninterruptibly();
    try {
      GraphPlan plan = take(batch);
      HostCopy.write(pixels, plan.placeholder(Classifier.IMAGES));
      plan.run();
      float[] values = HostCopy.read(plan.output(output));
      give(batch, plan);
      int width = values.length / batch;
      float[][] rows = new float[images][];
      Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
      return rows;
    } finally {
      running.release();
    }
  }

  private synchronized GraphPlan take(int batch) {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    Deque<GraphPlan> plans = idle.computeIfAbsent(batch, size -> new ArrayDeque<>());
    return plans.isEmpty() ? planOfBatch.apply(batch) : plans.pop();
  }

  private synchronized void give(int batch, GraphPlan plan) {
    idle.get(batch).push(plan);
  }

  /** Waits for the batches that are being computed and frees their memory. */
  @Override
  public void close() {
    running.acquireUninterruptibly(threads);
    synchronized (this) {
      closed = true;
      idle.values().forEach(plans -> plans.forEach(GraphPlan::close));
      idle.clear();
    }
    running.release(threads);
  }
}
