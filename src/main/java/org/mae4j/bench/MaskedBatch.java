package org.mae4j.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.mae4j.base.Seeds;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.masking.RandomMasking;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * Images and masks of a step, or of a part of it, in the memory of Java.
 *
 * @param images {@code [B, C, H, W]} in [-1, 1], row-major
 * @param visible {@code [B, V]} numbers of the patches that are seen
 * @param removed {@code [B, M]} numbers of the others
 */
public record MaskedBatch(float[] images, int[] visible, int[] removed) {
  /** {@code size} images of uniform noise under random masks, a function of {@code seed} alone. */
  static MaskedBatch random(Workload workload, int size, long seed) {
    PatchGrid grid = workload.grid();
    MaskShape masked = MaskShape.of(size, grid.patches(), workload.config().model().maskRatio());
    SplittableRandom random = new SplittableRandom(seed);
    float[] images = new float[size * grid.image().size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = 2 * random.nextInt(256) / 255f - 1;
    }
    int[] visible = new int[size * masked.visible()];
    int[] removed = new int[size * masked.removed()];
    RandomMasking masking = new RandomMasking(Seeds.derive(seed, "masks"), grid.patches(), masked.visible());
    for (int row = 0; row < size; row++) {
      masking.write(masking.permutation(0, row), row, visible, removed);
    }
    return new MaskedBatch(images, visible, removed);
  }

  /** Part {@code number} of {@code count} equal ones. */
  MaskedBatch part(int number, int count) {
    return new MaskedBatch(
        Arrays.copyOfRange(images, images.length / count * number, images.length / count * (number + 1)),
        Arrays.copyOfRange(visible, visible.length / count * number, visible.length / count * (number + 1)),
        Arrays.copyOfRange(removed, removed.length / count * number, removed.length / count * (number + 1)));
  }

  void copyTo(GraphPlan plan) {
    HostCopy.write(images, plan.placeholder(MaskedAutoencoder.IMAGES));
    HostCopy.write(visible, plan.placeholder(MaskedAutoencoder.VISIBLE));
    HostCopy.write(removed, plan.placeholder(MaskedAutoencoder.REMOVED));
  }
}
