package org.mae4j.experiment.data;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.config.TrainingGroup;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.PatchGrid;

/** Checks that settings that are valid alone make an experiment together, before any work is done. */
public final class ExperimentChecks {
  private ExperimentChecks() {}

  /**
   * Checks that there is something to learn or to measure.
   *
   * @throws UserException if no patch is masked, or the masking cannot be used on the grid of patches
   */
  public static void requireMasking(ExperimentConfig config) {
    int patches = config.model().patches(config.data().image());
    if (config.model().visiblePatches(config.data().image()) == patches) {
      throw new UserException("model.maskRatio: " + config.model().maskRatio() + " masks none of the " + patches
          + " patches, so there is nothing to reconstruct; use a larger mask ratio");
    }
    PatchGrid grid = PatchGrid.of(config);
    new MaskGenerator(config.model(), grid, config.seed());
    for (double scale : config.pretrain().resolution().scales()) {
      try {
        new MaskGenerator(config.model(), grid.resized(scale), config.seed());
      } catch (UserException e) {
        throw new UserException("pretrain.resolution.scales: with " + scale + ", " + e.getMessage(), e);
      }
    }
  }

  /** @throws UserException naming the keys that do not fit the shape of the images */
  public static void require(ExperimentConfig config) {
    ImageShape image = config.data().image();
    int side = Math.min(image.height(), image.width());
    for (TrainingGroup group : TrainingGroup.values()) {
      AugmentConfig augment = group.augment(config);
      int padding = augment.cropPadding();
      if (padding >= side) {
        throw new UserException(group.key() + ".augment.cropPadding: must be below the shorter side of the image ("
            + side + "), is " + padding);
      }
      if (image.channels() == 1 && augment.colorJitter().needsColor()) {
        throw new UserException(group.key()
            + ".augment.colorJitter: saturation and hue must be 0 for gray images (data.image.channels = 1)");
      }
    }
  }

  /**
   * Checks that each training has a batch of images.
   *
   * @param groups trainings that are to run
   * @throws UserException naming all batch sizes that are larger than the number of training images
   */
  public static void require(ExperimentConfig config, Set<TrainingGroup> groups, DataSplits data) {
    List<TooLargeBatch> tooLarge = Stream.of(TrainingGroup.values()).filter(groups::contains)
        .map(group -> new TooLargeBatch(config, group, data)).filter(TooLargeBatch::isTooLarge).toList();
    if (!tooLarge.isEmpty()) {
      throw new UserException(TooLargeBatch.problem(tooLarge));
    }
  }
}
