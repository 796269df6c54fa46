package org.mae4j.model;

import org.mae4j.config.FinetuneConfig;
import org.mae4j.model.patch.PatchGrid;

/**
 * What the graph that trains a {@link Classifier} does beside classifying whole images.
 *
 * @param kept number of patches of each image that are encoded, from 1 to N
 * @param dropPath whether images skip residual branches
 * @param reconstruction weight of the loss of the reconstructed other patches, at least 0; 0 for no reconstruction
 */
public record ClassifierTraining(int kept, boolean dropPath, double reconstruction) {
  /** Returns the training that {@code config} describes on images with the patches of {@code grid}. */
  public static ClassifierTraining of(FinetuneConfig config, PatchGrid grid) {
    return new ClassifierTraining(config.keptPatches(grid.patches()), config.dropPath() > 0, config.reconstruction());
  }

  /** Returns training on all patches, without drop path. */
  public static ClassifierTraining ofAll(PatchGrid grid) {
    return new ClassifierTraining(grid.patches(), false, 0);
  }

  /** Returns whether the patches that are not encoded are reconstructed. */
  public boolean reconstructs() {
    return reconstruction > 0;
  }
}
