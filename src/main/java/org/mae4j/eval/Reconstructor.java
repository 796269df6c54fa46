package org.mae4j.eval;

import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.Batches;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.Inference;
import org.mae4j.engine.Workers;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.RandomMasking;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * Reconstructs images under masks that depend on a seed and the image's index alone, so that the same images are
 * always asked the same question. It reads the parameters as they are at each call.
 */
public final class Reconstructor implements AutoCloseable {
  private static final int BATCH = 32;

  private final ModelConfig config;
  private final PatchGrid grid;
  private final MaskShape masked;
  private final RandomMasking masking;
  private final Inference inference;

  /**
   * What the decoder made of one image.
   *
   * @param patches predicted for all patches, in the model's units, {@code [N·P]} in the order of patchify
   * @param removed which patches the encoder did not see, {@code [N]}
   */
  public record Prediction(float[] patches, boolean[] removed) {}

  /** Takes predictions; called by several threads at once, once for each image. */
  @FunctionalInterface
  public interface Sink {
    void accept(int image, Prediction prediction);
  }

  public Reconstructor(Parameters parameters, ModelConfig config, ImageShape shape, long maskSeed,
      Workers workers) {
    this.config = config;
    this.grid = new PatchGrid(shape, config.patch());
    this.masked = MaskShape.of(BATCH, grid.patches(), config.maskRatio());
    this.masking = new RandomMasking(maskSeed, grid.patches(), masked.visible());
    this.inference = new Inference(workers, () -> GraphPlan.forward(
        MaskedAutoencoder.reconstruction(parameters, config, grid, masked), MaskedAutoencoder.PREDICTION));
  }

  /** Native memory in bytes of one of the threads, parameters apart. */
  public static long planBytes(Parameters parameters, ModelConfig config, PatchGrid grid) {
    return GraphPlan.forwardBytes(MaskedAutoencoder.reconstruction(parameters, config, grid,
        MaskShape.of(BATCH, grid.patches(), config.maskRatio())), MaskedAutoencoder.PREDICTION);
  }

  public PatchGrid grid() {
    return grid;
  }

  /** Patches of an image that the encoder does not see. */
  public int removed() {
    return masked.removed();
  }

  public ModelConfig config() {
    return config;
  }

  /** Reconstructs every image of a set, in no fixed order. */
  public void run(ImageSet images, Sink sink) {
    Batches batches = new Batches(images, BATCH);
    inference.run(batches.count(), (batch, plan) -> write(batches, batch, plan), (batch, plan) -> {
      float[] values = new float[BATCH * grid.patches() * grid.patchSize()];
      HostCopy.read(plan.output(MaskedAutoencoder.PREDICTION), values);
      for (int row = 0; row < batches.rows(batch); row++) {
        sink.accept(batches.index(batch, row), prediction(values, row, batches.index(batch, row)));
      }
    });
  }

  private void write(Batches batches, int batch, GraphPlan plan) {
    int[] visible = new int[BATCH * masked.visible()];
    int[] removed = new int[BATCH * masked.removed()];
    for (int row = 0; row < BATCH; row++) {
      masking.write(masking.permutation(0, batches.index(batch, row)), row, visible, removed);
    }
    HostCopy.write(batches.pixels(batch), plan.placeholder(MaskedAutoencoder.IMAGES));
    HostCopy.write(visible, plan.placeholder(MaskedAutoencoder.VISIBLE));
    if (masked.removed() > 0) {
      HostCopy.write(removed, plan.placeholder(MaskedAutoencoder.REMOVED));
    }
  }

  /** Puts the tokens of one image, visible then removed, back in the image's order. */
  private Prediction prediction(float[] values, int row, int image) {
    int[] permutation = masking.permutation(0, image);
    float[] patches = new float[grid.patches() * grid.patchSize()];
    boolean[] removed = new boolean[grid.patches()];
    for (int i = 0; i < permutation.length; i++) {
      System.arraycopy(values, (row * grid.patches() + i) * grid.patchSize(), patches,
          permutation[i] * grid.patchSize(), grid.patchSize());
      removed[permutation[i]] = i >= masked.visible();
    }
    return new Prediction(patches, removed);
  }

  @Override
  public void close() {
    inference.close();
  }
}
