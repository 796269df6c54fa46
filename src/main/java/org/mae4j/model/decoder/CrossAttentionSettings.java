package org.mae4j.model.decoder;

import org.mae4j.config.TransformerConfig;
import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.ChangesFunction;

/**
 * The settings of a {@link CrossAttentionDecoder}.
 *
 * @param width number of values of a token, as in {@link TransformerConfig}
 * @param depth number of blocks, at least 1
 * @param heads number of attention heads, at least 1
 * @param mlpRatio hidden width of the MLP divided by {@code width}, above 0
 * @param predict fraction of all patches that is predicted in training, in (0, 1]; all masked ones if there are fewer
 */
public record CrossAttentionSettings(int width, int depth, @ChangesFunction int heads, double mlpRatio,
    double predict) {
  public CrossAttentionSettings {
    new TransformerConfig(width, depth, heads, mlpRatio);
    new Checks().fraction("predict", predict).throwIfAny();
  }

  TransformerConfig size() {
    return new TransformerConfig(width, depth, heads, mlpRatio);
  }
}
