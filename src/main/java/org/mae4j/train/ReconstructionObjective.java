package org.mae4j.train;

import org.mae4j.config.ModelConfig;
import org.mae4j.data.Augmenter;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.Masked;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.Parameters;
import org.mae4j.model.PatchGrid;
import org.mae4j.model.RandomMasking;
import org.nd4j.autodiff.samediff.SameDiff;

/** Pre-training: reconstruct the removed patches of augmented images. */
public final class ReconstructionObjective implements Objective {
  private final Parameters parameters;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final ImageSet images;
  private final Augmenter augmenter;
  private final RandomMasking masking;
  private final int visible;

  /** @param maskSeed of the masks; each image is masked anew in each epoch */
  public ReconstructionObjective(Parameters parameters, ModelConfig config, ImageSet images, Augmenter augmenter,
      long maskSeed) {
    this.parameters = parameters;
    this.config = config;
    this.grid = new PatchGrid(images.shape(), config.patch());
    this.images = images;
    this.augmenter = augmenter;
    this.visible = Masked.of(1, grid.patches(), config.maskRatio()).visible();
    this.masking = new RandomMasking(maskSeed, grid.patches(), visible);
  }

  @Override
  public SameDiff graph(int microBatch) {
    return MaskedAutoencoder.training(parameters, config, grid,
        Masked.of(microBatch, grid.patches(), config.maskRatio()));
  }

  @Override
  public String loss() {
    return MaskedAutoencoder.LOSS;
  }

  @Override
  public int images() {
    return images.size();
  }

  @Override
  public void write(GraphPlan plan, int epoch, long step, int microBatch, int[] indices) {
    int size = images.shape().size();
    float[] pixels = new float[indices.length * size];
    int[] kept = new int[indices.length * visible];
    int[] removed = new int[indices.length * (grid.patches() - visible)];
    for (int row = 0; row < indices.length; row++) {
      images.copyTo(indices[row], pixels, row * size);
      augmenter.apply(pixels, row * size, epoch, indices[row]);
      masking.write(masking.permutation(epoch, indices[row]), row, kept, removed);
    }
    HostCopy.write(pixels, plan.placeholder(MaskedAutoencoder.IMAGES));
    HostCopy.write(kept, plan.placeholder(MaskedAutoencoder.VISIBLE));
    HostCopy.write(removed, plan.placeholder(MaskedAutoencoder.REMOVED));
  }
}
