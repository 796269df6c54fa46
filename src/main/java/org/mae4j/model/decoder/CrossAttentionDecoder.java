package org.mae4j.model.decoder;

import java.util.List;
import org.mae4j.config.check.InvalidConfigException.Problem;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.layer.Sequences;
import org.mae4j.model.layer.TransformerBlock;
import org.mae4j.model.patch.MaskShape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The decoder of CrossMAE (Fu et al., arXiv 2401.14391, section 3): mask tokens attend to the encoded tokens, and not to
 * each other. Each patch is then predicted independently of the others, so that training predicts only a random part of
 * the masked patches. All blocks attend to the output of the encoder; the paper's mixture of the outputs of several
 * encoder blocks is left out.
 */
public final class CrossAttentionDecoder implements Decoder {
  /** The name in a configuration. */
  public static final String NAME = "cross";

  private static final LayerPath TOKENS = LayerPath.of("decoder.tokens", ModuleKind.LINEAR);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CrossAttentionSettings defaults() {
    return new CrossAttentionSettings(192, 4, 3, 4.0, 0.25);
  }

  @Override
  public List<Problem> check(Record group, Record settings) {
    return AttentionDecoder.problems(group, ((CrossAttentionSettings) settings).width());
  }

  @Override
  public int trainedPatches(Record settings, MaskShape mask) {
    long wanted = Math.round(((CrossAttentionSettings) settings).predict() * (mask.visible() + mask.masked()));
    return (int) Math.min(mask.masked(), Math.max(1, wanted));
  }

  @Override
  public Activations decode(DecoderInput input, Record settings) {
    CrossAttentionSettings own = (CrossAttentionSettings) settings;
    Activations tokens = maskTokens(input, own.width()); // [B·K, width]
    for (int i = 0; i < own.depth(); i++) {
      tokens = new TransformerBlock(input.graph(), "decoder.blocks." + i, own.size())
          .applyCross(tokens, input.encoded()); // [B·K, width]
    }
    return PatchHead.predict(input, tokens); // [B·K, P]
  }

  /** Mask tokens with the positions of the requested patches, {@code [B·K, width]}. */
  private static Activations maskTokens(DecoderInput input, int width) {
    int batch = input.mask().batch();
    Positions positions = new Positions(input.graph(), TOKENS.named("decoder.positions"), input.grid(), width,
        input.config().positions());
    Activations tokens =
        Sequences.repeat(input.graph(), TOKENS.named("decoder.maskToken"), batch, input.count(), width); // [B·K, width]
    SDVariable placed = tokens.rows().add(positions.at(input.requested(), batch, input.count())); // [B·K, width]
    return tokens.with(placed, width);
  }
}
