package org.mae4j.model.masking;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mae4j.base.Seeds;
import org.mae4j.base.UserException;

/**
 * The image for which a {@link Masking} chooses patches.
 *
 * @param seed of all masks of a stage
 * @param epoch number of the epoch, from 0
 * @param image index of the image in its set, from 0
 * @param rows of the grid of patches
 * @param columns of the grid of patches
 * @param visible number of patches that stay visible, from 1 to {@code rows · columns}
 */
public record MaskRequest(long seed, int epoch, int image, int rows, int columns, int visible) {
  public MaskRequest {
    if (visible < 1 || visible > rows * columns) {
      throw new IllegalArgumentException(visible + " of " + rows * columns + " patches cannot be visible");
    }
  }

  /** Returns the number of patches, N. */
  public int patches() {
    return rows * columns;
  }

  /** Returns the number of masked patches, M. */
  public int masked() {
    return patches() - visible;
  }

  /** Returns a seed that is a function of the seed, the epoch and the image. */
  public long imageSeed() {
    return Seeds.mix(Seeds.mix(seed, epoch), image);
  }

  /**
   * Returns a permutation for a mask: the visible patches in ascending order, then the masked ones in random order.
   *
   * @param mask whether a patch is masked, {@code [N]}, with {@link #masked()} true elements
   * @param random source of the order
   * @throws UserException if the mask has another number of elements or of true ones
   */
  public int[] permutation(boolean[] mask, SplittableRandom random) {
    requireFitting(mask);
    int[] permutation = new int[patches()];
    int seen = 0;
    int hidden = visible;
    for (int patch = 0; patch < mask.length; patch++) {
      permutation[mask[patch] ? hidden++ : seen++] = patch;
    }
    for (int i = permutation.length - 1; i > visible; i--) {
      int other = visible + random.nextInt(i - visible + 1);
      int patch = permutation[i];
      permutation[i] = permutation[other];
      permutation[other] = patch;
    }
    return permutation;
  }

  private void requireFitting(boolean[] mask) {
    long count = IntStream.range(0, mask.length).filter(patch -> mask[patch]).count();
    if (mask.length != patches() || count != masked()) {
      throw new UserException("model.masking: the masking strategy has to mask " + masked() + " of " + patches()
          + " patches, and masks " + count + " of " + mask.length);
    }
  }
}
