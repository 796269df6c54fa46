package org.mae4j.model;

import org.mae4j.config.ModelConfig;
import org.mae4j.model.decoder.DecoderInput;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.patch.MaskShape;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The decoder after an encoder of some patches of each image, and its loss on the other ones (arXiv 2111.06377, section 3).
 */
final class PatchReconstruction {
  private static final double TARGET_EPSILON = 1e-6;

  private final ModelConfig config;
  private final ImagePatches patches; // [B·N, P]
  private final MaskShape mask;
  private final CheckedDecoder decoder;
  private final Activations encoded; // [B·E, D], E = V or 1 + V
  private final SDVariable visible; // [B, V]
  private final SDVariable masked; // [B, M]

  /**
   * Adds nothing to the graph yet.
   *
   * @param encoded output of the encoder for the visible patches, {@code [B·V, D]}, or with a class token
   *     {@code [B·(1 + V), D]}
   * @param visible indices of the encoded patches of each image, {@code [B, V]}
   * @param masked indices of the other ones, {@code [B, M]}
   */
  PatchReconstruction(ModelConfig config, ImagePatches patches, MaskShape mask, Activations encoded, SDVariable visible,
      SDVariable masked) {
    this.config = config;
    this.patches = patches;
    this.mask = mask;
    this.decoder = new CheckedDecoder(config.decoder());
    this.encoded = encoded;
    this.visible = visible;
    this.masked = masked;
  }

  /**
   * Returns all predicted patches, {@code [B·(V + M), P]}: first the visible ones of an image, then the masked ones.
   *
   * @throws org.mae4j.base.UserException if there is no decoder of the configured name, or it breaks its contract
   */
  Activations all() {
    return decode(0, patches.grid().patches());
  }

  /**
   * Returns the mean over the predicted masked patches of the mean squared error in a patch, scalar.
   *
   * @throws org.mae4j.base.UserException if there is no decoder of the configured name, or it breaks its contract
   */
  SDVariable loss() {
    int count = decoder.trainedPatches(mask);
    SDVariable predicted = decode(mask.visible(), count).rows(); // [B·K, P]
    SDVariable targets = sameDiff().gather(patches.rows(), targetRows(count), 0); // [B·K, P]
    SDVariable difference = predicted.sub(config.normalizeTargets() ? normalized(targets) : targets); // [B·K, P]
    return sameDiff().math().square(difference).mean(0, 1);
  }

  /** Rows of the first {@code count} masked patches of each image in {@code [B·N, P]}: {@code [B·count]}. */
  private SDVariable targetRows(int count) {
    SDVariable rows = patches.grid().rows(masked, mask.batch(), mask.masked()); // [B·M]
    return count == mask.masked() ? rows
        : flat(rows.reshape(mask.batch(), mask.masked()).get(SDIndex.all(), SDIndex.interval(0, count)), count);
  }

  /** Predicted patches, {@code [B·count, P]}. */
  private Activations decode(int first, int count) {
    SDVariable seen = flat(visible, mask.visible()); // [B·V]
    SDVariable hidden = flat(masked, mask.masked()); // [B·M]
    DecoderInput input =
        new DecoderInput(patches.graph(), config, patches.grid(), mask, encoded, seen, hidden, first, count);
    return decoder.decode(input);
  }

  /** Each row of {@code [R, P]} minus its mean over the root of its unbiased variance (arXiv 2111.06377, section 4). */
  private SDVariable normalized(SDVariable targets) {
    SDVariable centered = targets.sub(targets.mean(true, 1)); // [R, P]
    SDVariable variance = sameDiff().math().square(centered).sum(true, 1).div(patches.grid().patchSize() - 1); // [R, 1]
    return centered.mul(sameDiff().math().rsqrt(variance.add(TARGET_EPSILON)));
  }

  private SameDiff sameDiff() {
    return patches.graph().sameDiff();
  }

  private SDVariable flat(SDVariable indices, int count) {
    return indices.reshape((long) mask.batch() * count);
  }
}
