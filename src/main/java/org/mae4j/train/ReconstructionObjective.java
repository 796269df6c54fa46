package org.mae4j.train;

import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.RandomMasking;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
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
    this.visible = MaskShape.of(1, grid.patches(), config.maskRatio()).visible();
    this.masking = new RandomMasking(maskSeed, grid.patches(), visible);
  }

  @Override
  public SameDiff graph(int microBatch) {
    return MaskedAutoencoder.training(parameters, config, grid,
        MaskShape.of(microBatch, grid.patches(), config.maskRatio()));
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
  public MicroBatch microBatch(int size) {
    return new Masks(size);
  }

  /** Augmented images and which of their patches are kept and removed. */
  private final class Masks implements MicroBatch {
    private final AugmentedImages augmented;
    private final long[] noise = new long[grid.patches()];
    private final int[] permutation = new int[grid.patches()];
    private final int[] kept;
    private final int[] removed;

    Masks(int size) {
      augmented = new AugmentedImages(images, augmenter, size);
      kept = new int[size * visible];
      removed = new int[size * (grid.patches() - visible)];
    }

    @Override
    public void fill(int epoch, long step, int microBatch, int[] indices) {
      augmented.fill(epoch, indices);
      for (int row = 0; row < indices.length; row++) {
        masking.permute(epoch, indices[row], noise, permutation);
        masking.write(permutation, row, kept, removed);
      }
    }

    @Override
    public void copyTo(GraphPlan plan) {
      HostCopy.write(augmented.pixels(), plan.placeholder(MaskedAutoencoder.IMAGES));
      HostCopy.write(kept, plan.placeholder(MaskedAutoencoder.VISIBLE));
      HostCopy.write(removed, plan.placeholder(MaskedAutoencoder.REMOVED));
    }
  }
}
