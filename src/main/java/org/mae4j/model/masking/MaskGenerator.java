package org.mae4j.model.masking;

import java.util.Arrays;
import org.mae4j.base.UserException;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.extension.Extensions;
import org.mae4j.model.patch.PatchGrid;

/** Generates the masks of images with the configured {@link Masking}, and checks that it keeps its contract. */
public final class MaskGenerator {
  private final ModelConfig config;
  private final PatchGrid grid;
  private final long seed;
  private final Masking masking;
  private final int visible;

  /**
   * Creates a generator.
   *
   * @param seed of all masks
   * @throws UserException if there is no masking of the configured name, it cannot be used on the grid, or it breaks its
   *     contract
   */
  public MaskGenerator(ModelConfig config, PatchGrid grid, long seed) {
    this.config = config;
    this.grid = grid;
    this.seed = seed;
    this.masking = Extensions.get(Masking.class, config.masking().kind());
    this.visible = config.visiblePatches(grid.image());
    if (!Arrays.equals(permutation(0, 0), permutation(0, 0))) {
      throw broken("returns different patches for the same image, epoch and seed; its result must be a function of its "
          + "arguments alone");
    }
  }

  /**
   * Returns the patch indices of an image, first the {@code visible} ones, then the masked ones.
   *
   * @throws UserException if the masking breaks its contract
   */
  public int[] permutation(int epoch, int image) {
    int[] permutation = masking.permutation(config.masking().settings(),
        new MaskRequest(seed, epoch, image, grid.rows(), grid.columns(), visible));
    if (permutation == null || !isPermutation(permutation, grid.patches())) {
      throw broken("returns " + Arrays.toString(permutation) + " for image " + image + " in epoch " + epoch
          + ", which is not a permutation of 0 to " + (grid.patches() - 1));
    }
    return permutation;
  }

  /**
   * Writes a permutation into the placeholders' values at image {@code row} of a batch.
   *
   * @param visibleTarget {@code [B·V]}
   * @param maskedTarget {@code [B·M]}
   */
  public void write(int[] permutation, int row, int[] visibleTarget, int[] maskedTarget) {
    int masked = permutation.length - visible;
    System.arraycopy(permutation, 0, visibleTarget, row * visible, visible);
    System.arraycopy(permutation, visible, maskedTarget, row * masked, masked);
  }

  private static boolean isPermutation(int[] indices, int length) {
    boolean[] seen = new boolean[length];
    for (int index : indices) {
      if (index < 0 || index >= length || seen[index]) {
        return false;
      }
      seen[index] = true;
    }
    return indices.length == length;
  }

  private UserException broken(String problem) {
    return new UserException(
        Masking.POINT + " = " + config.masking().kind() + ": " + masking.getClass().getName() + " " + problem);
  }
}
