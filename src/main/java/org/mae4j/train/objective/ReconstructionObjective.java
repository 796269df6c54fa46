package org.mae4j.train.objective;

import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SameDiff;

/** The objective of pre-training: reconstructs the masked patches of augmented images. */
public final class ReconstructionObjective implements Objective {
  private final Parameters parameters;
  private final ModelConfig config;
  private final PatchGrid grid;
  private final ImageSet images;
  private final Augmenter augmenter;
  private final MaskGenerator masks;

  /** @param maskSeed seed of the masks; each image has a new mask in each epoch */
  public ReconstructionObjective(Parameters parameters, ModelConfig config, ImageSet images, Augmenter augmenter,
      long maskSeed) {
    this(parameters, config, images, augmenter, maskSeed, 1);
  }

  /**
   * Creates an objective on images that are resized after the augmentation.
   *
   * @param maskSeed seed of the masks; each image has a new mask in each epoch
   * @param scale sides of the resized images as a fraction of those of {@code images}, in (0, 1]
   */
  public ReconstructionObjective(Parameters parameters, ModelConfig config, ImageSet images, Augmenter augmenter,
      long maskSeed, double scale) {
    this.parameters = parameters;
    this.config = config;
    this.grid = new PatchGrid(images.shape(), config.patch()).resized(scale);
    this.images = images;
    this.augmenter = augmenter;
    this.masks = new MaskGenerator(config, grid, maskSeed);
  }

  @Override
  public SameDiff graph(int microBatch) {
    return MaskedAutoencoder.training(parameters, config, grid, MaskShape.of(microBatch, config, grid));
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
    return new MaskedImages(size);
  }

  /** Augmented images, and the indices of their visible and masked patches. */
  private final class MaskedImages implements MicroBatch {
    private final AugmentedImages augmented;
    private final int[] visible; // [B·V]
    private final int[] masked; // [B·M]

    MaskedImages(int size) {
      augmented = new AugmentedImages(images, augmenter, parameters.scale(), size, grid.image());
      MaskShape shape = MaskShape.of(size, config, grid);
      visible = new int[size * shape.visible()];
      masked = new int[size * shape.masked()];
    }

    @Override
    public void fill(int epoch, long step, int microBatch, int[] indices) {
      augmented.fill(epoch, indices);
      augmented.resize();
      for (int row = 0; row < indices.length; row++) {
        masks.write(masks.permutation(epoch, indices[row]), row, visible, masked);
      }
    }

    @Override
    public void copyTo(GraphPlan plan) {
      HostCopy.write(augmented.resized(), plan.placeholder(MaskedAutoencoder.IMAGES));
      HostCopy.write(visible, plan.placeholder(MaskedAutoencoder.VISIBLE));
      HostCopy.write(masked, plan.placeholder(MaskedAutoencoder.MASKED));
    }
  }
}
