package org.mae4j.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.mae4j.base.Seeds;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.masking.MaskGenerator;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * Images and masks of a step, or of a part of it, on the Java heap.
 *
 * @param images {@code [B, C, H, W]} in [-1, 1], row-major
 * @param visible indices of the visible patches, {@code [B, V]}
 * @param masked indices of the masked patches, {@code [B, M]}
 */
public record MaskedBatch(float[] images, int[] visible, int[] masked) {
  /** Returns {@code size} images of uniform noise with the masks of the workload, a function of {@code seed} alone. */
  public static MaskedBatch random(Workload workload, int size, long seed) {
    PatchGrid grid = workload.grid();
    MaskShape shape = MaskShape.of(size, workload.config().model(), grid);
    SplittableRandom random = new SplittableRandom(seed);
    float[] images = new float[size * grid.image().size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = 2 * random.nextInt(256) / 255f - 1;
    }
    int[] visible = new int[size * shape.visible()];
    int[] masked = new int[size * shape.masked()];
    MaskGenerator masks = new MaskGenerator(workload.config().model(), grid, Seeds.derive(seed, "masks"));
    for (int row = 0; row < size; row++) {
      masks.write(masks.permutation(0, row), row, visible, masked);
    }
    return new MaskedBatch(images, visible, masked);
  }

  /** Returns part {@code number}, from 0, of {@code count} equal parts. */
  public MaskedBatch part(int number, int count) {
    return new MaskedBatch(
        Arrays.copyOfRange(images, images.length / count * number, images.length / count * (number + 1)),
        Arrays.copyOfRange(visible, visible.length / count * number, visible.length / count * (number + 1)),
        Arrays.copyOfRange(masked, masked.length / count * number, masked.length / count * (number + 1)));
  }

  /** Writes the arrays into the placeholders of {@code plan}, which has as many images. */
  public void copyTo(GraphPlan plan) {
    HostCopy.write(images, plan.placeholder(MaskedAutoencoder.IMAGES));
    HostCopy.write(visible, plan.placeholder(MaskedAutoencoder.VISIBLE));
    HostCopy.write(masked, plan.placeholder(MaskedAutoencoder.MASKED));
  }
}
