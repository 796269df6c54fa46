package org.mae4j.model.masking;

import java.util.Arrays;
import org.mae4j.base.Seeds;

/**
 * Which patches of an image are removed (arXiv 2111.06377, section 3): the patches are sorted by uniform noise, the
 * first are kept. The noise is a function of seed, epoch, image and patch, so a mask repeats after a restart and does
 * not depend on batch size or threads.
 */
public final class RandomMasking {
  private static final int INDEX_BITS = 16;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private final long seed;
  private final int patches;
  private final int visible;

  /**
   * A masking for images of {@code patches} patches.
   *
   * @param visible patches kept, from 1 to {@code patches}
   * @throws IllegalArgumentException if the counts are out of range; at most 65,536 patches are supported
   */
  public RandomMasking(long seed, int patches, int visible) {
    if (patches > 1 << INDEX_BITS || visible < 1 || visible > patches) {
      throw new IllegalArgumentException("cannot keep " + visible + " of " + patches + " patches");
    }
    this.seed = seed;
    this.patches = patches;
    this.visible = visible;
  }

  /** Numbers of all patches of an image: the {@code visible} kept ones first, then the removed ones. */
  public int[] permutation(int epoch, int image) {
    int[] permutation = new int[patches];
    permute(epoch, image, new long[patches], permutation);
    return permutation;
  }

  /**
   * The same, into an array that is there.
   *
   * @param noise {@code [patches]}, overwritten
   * @param permutation {@code [patches]}, overwritten
   */
  public void permute(int epoch, int image, long[] noise, int[] permutation) {
    long stream = Seeds.mix(Seeds.mix(seed, epoch), image);
    for (int n = 0; n < patches; n++) {
      noise[n] = Seeds.mix(stream, n) & ~INDEX_MASK | n;
    }
    Arrays.sort(noise);
    for (int n = 0; n < patches; n++) {
      permutation[n] = (int) (noise[n] & INDEX_MASK);
    }
  }

  /** Splits a permutation into the placeholders' parts at image {@code row} of a batch. */
  public void write(int[] permutation, int row, int[] visibleTarget, int[] removedTarget) {
    int removed = patches - visible;
    System.arraycopy(permutation, 0, visibleTarget, row * visible, visible);
    System.arraycopy(permutation, visible, removedTarget, row * removed, removed);
  }
}
