package org.mae4j.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.mae4j.config.FinetuneConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.Seeds;
import org.mae4j.data.Augmenter;
import org.mae4j.data.ImageSet;
import org.mae4j.data.Mixing;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.Classifier;
import org.mae4j.model.Parameters;
import org.mae4j.model.PatchGrid;
import org.nd4j.autodiff.samediff.SameDiff;

/** Fine-tuning: cross-entropy of the classifier on the unfrozen encoder. */
public final class ClassificationObjective implements Objective {
  private final Parameters parameters;
  private final ModelConfig model;
  private final FinetuneConfig config;
  private final ImageSet images;
  private final Augmenter augmenter;
  private final Mixing mixing;
  private final long dropPathSeed;

  /** @param seed from which the streams of augmentation, mixing and drop path are split */
  public ClassificationObjective(Parameters parameters, ModelConfig model, FinetuneConfig config, ImageSet images,
      long seed) {
    this.parameters = parameters;
    this.model = model;
    this.config = config;
    this.images = images;
    this.augmenter = new Augmenter(config.augment(), images.shape(), Seeds.derive(seed, "augment"));
    this.mixing = new Mixing(config.mixup(), config.cutmix(), config.labelSmoothing(), images.classNames().size(),
        images.shape(), Seeds.derive(seed, "mixing"));
    this.dropPathSeed = Seeds.derive(seed, "dropPath");
  }

  @Override
  public SameDiff graph(int microBatch) {
    return Classifier.training(parameters, model, new PatchGrid(images.shape(), model.patch()), microBatch,
        images.classNames().size(), config.dropPath() > 0);
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
  public void write(GraphPlan plan, int epoch, long step, int microBatch, int[] indices) {
    int size = images.shape().size();
    float[] pixels = new float[indices.length * size];
    float[] targets = new float[indices.length * images.classNames().size()];
    for (int row = 0; row < indices.length; row++) {
      images.copyTo(indices[row], pixels, row * size);
      augmenter.apply(pixels, row * size, epoch, indices[row]);
    }
    int[] labels = Arrays.stream(indices).map(images::label).toArray();
    int block = Math.toIntExact(step * config.batch().microBatches() + microBatch);
    mixing.apply(pixels, targets, labels, epoch, block);
    HostCopy.write(pixels, plan.placeholder(Classifier.IMAGES));
    HostCopy.write(targets, plan.placeholder(Classifier.TARGETS));
    if (config.dropPath() > 0) {
      HostCopy.write(dropPath(block, indices.length), plan.placeholder(Classifier.DROP_PATH));
    }
  }

  /** Factors {@code [2·depth, batch]}: the chance to skip grows linearly with depth, and what stays is scaled up. */
  private float[] dropPath(int block, int batch) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(dropPathSeed, block));
    int depth = model.encoder().depth();
    float[] factors = new float[2 * depth * batch];
    for (int i = 0; i < factors.length; i++) {
      int layer = i / (2 * batch);
      double rate = depth == 1 ? config.dropPath() : config.dropPath() * layer / (depth - 1);
      factors[i] = random.nextDouble() < rate ? 0 : (float) (1 / (1 - rate));
    }
    return factors;
  }
}
