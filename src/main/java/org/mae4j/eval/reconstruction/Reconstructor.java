package org.mae4j.eval.reconstruction;

import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.Batches;
import org.mae4j.data.ImageSet;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.PlanMemory;
import org.mae4j.engine.parallel.Inference;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * Reconstructs images. The mask of an image depends only on a seed and the image's index, so results of different epochs
 * and models can be compared. Each call uses the present values of the parameters.
 */
public final class Reconstructor implements AutoCloseable {
  private static final int BATCH = 32;

  private final ModelConfig config;
  private final PatchGrid grid;
  private final MaskShape mask;
  private final MaskGenerator masks;
  private final PixelScale scale;
  private final Inference inference;

  /**
   * The prediction for an image.
   *
   * @param patches all predicted patches in the model's units, {@code [N·P]} in the order of patchify
   * @param masked whether a patch was masked, {@code [N]}
   */
  public record Prediction(float[] patches, boolean[] masked) {}

  /** Receives the prediction of each image; called by several threads at once. */
  @FunctionalInterface
  public interface Sink {
    void accept(int image, Prediction prediction);
  }

  /** @param maskSeed seed of the masks */
  public Reconstructor(Parameters parameters, ModelConfig config, ImageShape shape, long maskSeed,
      Workers workers) {
    this.config = config;
    this.grid = new PatchGrid(shape, config.patch());
    this.mask = MaskShape.of(BATCH, config, grid);
    this.masks = new MaskGenerator(config, grid, maskSeed);
    this.scale = parameters.scale();
    this.inference = new Inference(workers,
        batch -> MaskedAutoencoder.reconstruction(parameters, config, grid, mask), MaskedAutoencoder.PREDICTION);
    inference.prepare(BATCH);
  }

  /** Returns the size of the plan of one thread in bytes. */
  public static long planBytes(PlanMemory memory, Parameters parameters, ModelConfig config, PatchGrid grid) {
    return GraphPlan.forwardBytes(memory, MaskedAutoencoder.reconstruction(parameters, config, grid,
        MaskShape.of(BATCH, config, grid)), MaskedAutoencoder.PREDICTION);
  }

  public PatchGrid grid() {
    return grid;
  }

  /** Returns the number of masked patches per image. */
  public int masked() {
    return mask.masked();
  }

  /** Returns how the model's values follow from pixels. */
  PixelScale scale() {
    return scale;
  }

  public ModelConfig config() {
    return config;
  }

  /** Reconstructs all images of a set, in no fixed order. */
  public void run(ImageSet images, Sink sink) {
    Batches batches = new Batches(images, BATCH);
    inference.run(batches.count(), batches.size(), (batch, plan) -> write(batches, batch, plan), (batch, plan) -> {
      float[] values = new float[BATCH * grid.patches() * grid.patchSize()];
      HostCopy.read(plan.output(MaskedAutoencoder.PREDICTION), values);
      for (int row = 0; row < batches.rows(batch); row++) {
        sink.accept(batches.index(batch, row), prediction(values, row, batches.index(batch, row)));
      }
    });
  }

  private void write(Batches batches, int batch, GraphPlan plan) {
    int[] visible = new int[BATCH * mask.visible()];
    int[] masked = new int[BATCH * mask.masked()];
    for (int row = 0; row < BATCH; row++) {
      masks.write(masks.permutation(0, batches.index(batch, row)), row, visible, masked);
    }
    HostCopy.write(batches.pixels(batch, scale), plan.placeholder(MaskedAutoencoder.IMAGES));
    HostCopy.write(visible, plan.placeholder(MaskedAutoencoder.VISIBLE));
    if (mask.masked() > 0) {
      HostCopy.write(masked, plan.placeholder(MaskedAutoencoder.MASKED));
    }
  }

  /** Returns the predicted patches of an image in the image's order; the graph has them in the masking's order. */
  private Prediction prediction(float[] values, int row, int image) {
    int[] permutation = masks.permutation(0, image);
    float[] patches = new float[grid.patches() * grid.patchSize()];
    boolean[] masked = new boolean[grid.patches()];
    for (int i = 0; i < permutation.length; i++) {
      System.arraycopy(values, (row * grid.patches() + i) * grid.patchSize(), patches,
          permutation[i] * grid.patchSize(), grid.patchSize());
      masked[permutation[i]] = i >= mask.visible();
    }
    return new Prediction(patches, masked);
  }

  @Override
  public void close() {
    inference.close();
  }
}
