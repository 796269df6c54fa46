package org.mae4j.model.masking;

import org.mae4j.config.extension.Extension;

/**
 * Chooses the visible and the masked patches of an image.
 *
 * <p>The contract: {@link #permutation} returns each of the {@link MaskRequest#patches()} patch indices exactly once,
 * the {@link MaskRequest#visible()} visible ones first. So every image has the same number of visible patches, which the
 * fixed shapes of a graph need. The result is a function of the arguments alone: a mask is the same after a resume, and
 * for any batch size and number of threads. {@link MaskGenerator} checks each permutation, and that the first one
 * repeats. The method is called by several threads at once.
 */
public interface Masking extends Extension {
  /** The configuration key that chooses a masking. */
  String POINT = "model.masking";

  @Override
  default String point() {
    return POINT;
  }

  /**
   * Returns the patch indices of an image, row by row from 0: first the visible patches in any order, then the masked
   * ones. The masked patches should be in random order, because a decoder may be trained on the first of them only.
   *
   * @param settings of the class of {@link #defaults()}
   * @return a new array of length {@link MaskRequest#patches()}
   * @throws org.mae4j.base.UserException if the masking cannot be used on such a grid
   */
  int[] permutation(Record settings, MaskRequest request);
}
