package org.mae4j.train.objective;

import java.util.SplittableRandom;
import org.mae4j.base.Seeds;
import org.mae4j.config.FinetuneConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.EpochOrder;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.data.augment.Mixing;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.Classifier;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The objective of fine-tuning: cross-entropy of the classifier, with a trainable encoder, and the reconstruction of the
 * patches that it does not see if the configuration says so.
 */
public final class ClassificationObjective implements Objective {
  private final Parameters parameters;
  private final ModelConfig model;
  private final FinetuneConfig config;
  private final ImageSet images;
  private final Augmenter augmenter;
  private final Mixing mixing;
  private final long dropPathSeed;
  private final long patchSeed;
  private final PatchGrid grid;
  private final ClassifierTraining training;

  /**
   * Creates an objective on images that are resized after augmentation and mixing.
   *
   * @param seed of the experiment's fine-tuning; the streams of augmentation, mixing, drop path and kept patches are
   *     derived from it
   * @param scale sides of the resized images as a fraction of those of {@code images}, in (0, 1]
   */
  public ClassificationObjective(Parameters parameters, ModelConfig model, FinetuneConfig config, ImageSet images,
      long seed, double scale) {
    this.parameters = parameters;
    this.model = model;
    this.config = config;
    this.images = images;
    this.augmenter = new Augmenter(config.augment(), images.shape(), Seeds.derive(seed, "augment"));
    this.mixing = new Mixing(config.mixup(), config.cutmix(), config.labelSmoothing(), images.classNames().size(),
        images.shape(), Seeds.derive(seed, "mixing"));
    this.dropPathSeed = Seeds.derive(seed, "dropPath");
    this.patchSeed = Seeds.derive(seed, "patches");
    this.grid = new PatchGrid(images.shape(), model.patch()).resized(scale);
    this.training = ClassifierTraining.of(config, grid);
  }

  @Override
  public SameDiff graph(int microBatch) {
    return Classifier.training(parameters, model, grid, microBatch, images.classNames().size(), training);
  }

  @Override
  public String loss() {
    return Classifier.LOSS;
  }

  @Override
  public int images() {
    return images.size();
  }

  @Override
  public MicroBatch microBatch(int size) {
    return new MixedImages(size);
  }

  /** Augmented and mixed images, their targets, kept and dropped patches, and the residual branches that are skipped. */
  private final class MixedImages implements MicroBatch {
    private final AugmentedImages augmented;
    private final int[] labels; // [B]
    private final float[] targets; // [B·K]
    private final float[] factors; // [2·depth·B]
    private final int[] kept; // [B·V]
    private final int[] dropped; // [B·M]

    MixedImages(int size) {
      augmented = new AugmentedImages(images, augmenter, parameters.scale(), size, grid.image());
      labels = new int[size];
      targets = new float[size * images.classNames().size()];
      factors = new float[2 * model.encoder().depth() * size];
      kept = new int[size * training.kept()];
      dropped = new int[size * (grid.patches() - training.kept())];
    }

    @Override
    public void fill(int epoch, long step, int microBatch, int[] indices) {
      augmented.fill(epoch, indices);
      for (int row = 0; row < indices.length; row++) {
        labels[row] = images.label(indices[row]);
        if (dropped.length > 0) {
          drawPatches(epoch, indices[row], row);
        }
      }
      int number = Math.toIntExact(step * config.batch().microBatches() + microBatch);
      mixing.apply(augmented.pixels(), targets, labels, epoch, number);
      augmented.resize();
      if (config.dropPath() > 0) {
        drawDropPath(number, factors);
      }
    }

    private void drawPatches(int epoch, int index, int row) {
      int[] shuffled = EpochOrder.of(Seeds.mix(patchSeed, index), epoch, grid.patches());
      int first = training.kept();
      System.arraycopy(shuffled, 0, kept, row * first, first);
      System.arraycopy(shuffled, first, dropped, row * (shuffled.length - first), shuffled.length - first);
    }

    @Override
    public void copyTo(GraphPlan plan) {
      HostCopy.write(augmented.resized(), plan.placeholder(Classifier.IMAGES));
      HostCopy.write(targets, plan.placeholder(Classifier.TARGETS));
      if (dropped.length > 0) {
        HostCopy.write(kept, plan.placeholder(Classifier.KEPT));
      }
      if (training.reconstructs()) {
        HostCopy.write(dropped, plan.placeholder(Classifier.DROPPED));
      }
      if (training.dropPath()) {
        HostCopy.write(factors, plan.placeholder(Classifier.DROP_PATH));
      }
    }
  }

  /**
   * Draws factors {@code [2·depth, B]}: the probability to skip a branch grows linearly with depth, and branches that
   * are not skipped are scaled up.
   *
   * @param number of the micro-batch over all steps
   */
  private void drawDropPath(int number, float[] factors) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(dropPathSeed, number));
    int depth = model.encoder().depth();
    for (int i = 0; i < factors.length; i++) {
      int layer = i * depth / factors.length;
      double rate = depth == 1 ? config.dropPath() : config.dropPath() * layer / (depth - 1);
      factors[i] = random.nextDouble() < rate ? 0 : (float) (1 / (1 - rate));
    }
  }
}
