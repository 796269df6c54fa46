package org.mae4j.config;

import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.ChangesFunction;
import org.mae4j.config.setting.DecoderOnly;
import org.mae4j.config.setting.DefinesReconstruction;

/**
 * The masked autoencoder (He et al., arXiv 2111.06377, section 3).
 *
 * @param patch side of a square patch in pixels; divides the image's height and width
 * @param maskRatio share of the patches that is removed, in [0, 1)
 * @param encoder sees the visible patches only
 * @param decoder sees visible and mask tokens
 * @param positions fixed or learned
 * @param classToken whether a class token stands before the patches; it is never masked
 * @param pooling how tokens become one feature vector
 * @param normalizeTargets whether the decoder predicts patches standardized by their own mean and variance
 * @param layerNormEpsilon added to the variance in layer norm, above 0
 */
public record ModelConfig(
    @DefinesReconstruction int patch,
    @DefinesReconstruction double maskRatio,
    TransformerConfig encoder,
    @DecoderOnly TransformerConfig decoder,
    @ChangesFunction Positions positions,
    @ChangesFunction boolean classToken,
    Pooling pooling,
    @DefinesReconstruction @ChangesFunction @DecoderOnly boolean normalizeTargets,
    @ChangesFunction double layerNormEpsilon) {

  /** How a token knows its place. */
  public enum Positions {
    /** Two-dimensional sine and cosine, not trained. */
    SINCOS,
    /** Trained with the model. */
    LEARNED
  }

  /** How the encoder's tokens become one feature vector. */
  public enum Pooling {
    /** The mean over the patch tokens. */
    MEAN,
    /** The class token. */
    CLASS_TOKEN
  }

  public ModelConfig {
    boolean fixed = positions == Positions.SINCOS;
    new Checks()
        .atLeast(1, "patch", patch)
        .share("maskRatio", maskRatio)
        .require(!fixed || encoder.width() % 4 == 0, "encoder.width",
            "must be a multiple of 4 for sin-cos positions, is " + encoder.width(), "positions")
        .require(!fixed || decoder.width() % 4 == 0, "decoder.width",
            "must be a multiple of 4 for sin-cos positions, is " + decoder.width(), "positions")
        .require(classToken || pooling != Pooling.CLASS_TOKEN, "pooling",
            "class-token needs classToken = true", "classToken")
        .positive("layerNormEpsilon", layerNormEpsilon)
        .throwIfAny();
  }

  /** Patches in an image: whole ones, so {@code patch} need not divide it. */
  public int patches(ImageShape image) {
    return (image.height() / patch) * (image.width() / patch);
  }

  /** Patches that the encoder sees of an image while pre-training, as the authors round it: ⌊N · (1 − ratio)⌋. */
  public int visiblePatches(ImageShape image) {
    return (int) (patches(image) * (1 - maskRatio));
  }
}
