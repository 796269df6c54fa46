package org.mae4j.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.setting.ChangesFunction;
import org.mae4j.config.setting.DecoderOnly;
import org.mae4j.config.setting.DefinesReconstruction;

/**
 * The settings of the masked autoencoder (He et al., arXiv 2111.06377, section 3).
 *
 * @param patch side of a square patch in pixels; divides the image's height and width
 * @param maskRatio fraction of the patches that is masked, in [0, 1)
 * @param masking how the masked patches are chosen, a {@code Masking}
 * @param encoder size of the encoder, which encodes the visible patches
 * @param decoder what predicts the patches, a {@code Decoder}
 * @param positions whether position embeddings are fixed or learned
 * @param classToken whether a class token, never masked, precedes the patches
 * @param pooling how an image's tokens become one feature vector
 * @param normalizeTargets whether the decoder predicts patches standardized by their own mean and variance
 * @param layerNormEpsilon added to the variance in layer norm, above 0
 */
public record ModelConfig(
    @DefinesReconstruction int patch,
    @DefinesReconstruction double maskRatio,
    @DefinesReconstruction Choice masking,
    TransformerConfig encoder,
    @DecoderOnly Choice decoder,
    @ChangesFunction PositionEmbedding positions,
    @ChangesFunction boolean classToken,
    Pooling pooling,
    @RenamedFrom("normaliseTargets") @DefinesReconstruction @ChangesFunction @DecoderOnly boolean normalizeTargets,
    @ChangesFunction double layerNormEpsilon) {

  /** Kinds of position embeddings. */
  public enum PositionEmbedding {
    /** Two-dimensional sine and cosine, not trained. */
    SINCOS,
    /** Trained with the model. */
    LEARNED
  }

  /** Reductions of an image's tokens to one feature vector. */
  public enum Pooling {
    /** The mean over the patch tokens. */
    MEAN,
    /** The class token. */
    CLASS_TOKEN
  }

  public ModelConfig {
    boolean fixed = positions == PositionEmbedding.SINCOS;
    new Checks()
        .atLeast(1, "patch", patch)
        .share("maskRatio", maskRatio)
        .require(!fixed || encoder.width() % 4 == 0, "encoder.width",
            "must be a multiple of 4 for sin-cos positions, is " + encoder.width(), "positions")
        .require(classToken || pooling != Pooling.CLASS_TOKEN, "pooling",
            "class-token needs classToken = true", "classToken")
        .positive("layerNormEpsilon", layerNormEpsilon)
        .throwIfAny();
  }

  /** Returns the number of whole patches in an image, N; {@code patch} need not divide the image. */
  public int patches(ImageShape image) {
    return (image.height() / patch) * (image.width() / patch);
  }

  /**
   * Returns the number of visible patches per image, {@code ⌊N·(1 − maskRatio)⌋}, of the decimal number that the
   * configuration has: in floating point, 10 patches of which 0.9 are masked would leave {@code ⌊0.9999…⌋}.
   */
  public int visiblePatches(ImageShape image) {
    BigDecimal visible = BigDecimal.ONE.subtract(BigDecimal.valueOf(maskRatio));
    return visible.multiply(BigDecimal.valueOf(patches(image))).setScale(0, RoundingMode.FLOOR).intValueExact();
  }
}
