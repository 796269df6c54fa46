package org.mae4j.config;

import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.ChangesFunction;

/**
 * The size of a stack of transformer blocks.
 *
 * @param width number of values of a token, at least 2 because layer norm of one value is 0, and a multiple of
 *     {@code heads}; with sin-cos positions also of 4
 * @param depth number of blocks, at least 1
 * @param heads number of attention heads, at least 1
 * @param mlpRatio hidden width of the MLP divided by {@code width}, above 0
 */
public record TransformerConfig(int width, int depth, @ChangesFunction int heads, double mlpRatio) {
  public TransformerConfig {
    new Checks()
        .atLeast(2, "width", width)
        .atLeast(1, "depth", depth)
        .atLeast(1, "heads", heads)
        .require(width < 1 || heads < 1 || width % heads == 0, "width",
            "must be a multiple of heads (" + heads + "), is " + width, "heads")
        .positive("mlpRatio", mlpRatio)
        .require(width < 1 || !(mlpRatio > 0) || Math.round(width * mlpRatio) >= 1, "mlpRatio",
            "leaves the MLP without a hidden unit at width " + width + ": " + mlpRatio, "width")
        .throwIfAny();
  }

  /** Returns the width of one attention head. */
  public int headWidth() {
    return width / heads;
  }

  /** Returns the hidden width of the MLP. */
  public int hiddenWidth() {
    return (int) Math.round(width * mlpRatio);
  }
}
