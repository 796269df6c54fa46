package org.mae4j.model.decoder;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.check.InvalidConfigException.Problem;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.layer.Sequences;
import org.mae4j.model.layer.TransformerBlock;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The decoder of the MAE (arXiv 2111.06377, section 3): self-attention over the encoded tokens and a mask token for each
 * masked patch, all with positions. Attention does not depend on the order of its tokens, so they stay in the order of
 * the masking.
 */
public final class AttentionDecoder implements Decoder {
  /** The name in a configuration. */
  public static final String NAME = "attention";

  private static final LayerPath EMBEDDING = LayerPath.of("decoder.embedding", ModuleKind.LINEAR);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TransformerConfig defaults() {
    return new TransformerConfig(192, 4, 3, 4.0);
  }

  @Override
  public List<Problem> check(Record group, Record settings) {
    return problems(group, ((TransformerConfig) settings).width());
  }

  /** Returns what is wrong with the width of a decoder whose tokens have positions. */
  static List<Problem> problems(Record group, int width) {
    boolean fixed = ((ModelConfig) group).positions() == ModelConfig.PositionEmbedding.SINCOS;
    return !fixed || width % 4 == 0 ? List.of()
        : List.of(new Problem("decoder.width",
            "must be a multiple of 4 for sin-cos positions, is " + width, List.of("positions")));
  }

  @Override
  public Activations decode(DecoderInput input, Record settings) {
    TransformerConfig size = (TransformerConfig) settings;
    int last = size.depth() - 1;
    Activations tokens = tokens(input, size.width()); // [B·(E + M), width]
    for (int i = 0; i < last; i++) {
      tokens = block(input, i, size).apply(tokens, Optional.empty()); // [B·(E + M), width]
    }
    // The output of the other tokens is not needed, so the last block does not compute it.
    Activations requested =
        block(input, last, size).applyFrom(input.classTokens() + input.first(), tokens); // [B·K, width]
    return PatchHead.predict(input, requested); // [B·K, P]
  }

  private static TransformerBlock block(DecoderInput input, int number, TransformerConfig size) {
    return new TransformerBlock(input.graph(), "decoder.blocks." + number, size);
  }

  /** Returns the encoded tokens and the mask tokens, {@code [B·(E + M), width]}. */
  private static Activations tokens(DecoderInput input, int width) {
    Positions positions = new Positions(input.graph(), EMBEDDING.named("decoder.positions"), input.grid(), width,
        input.config().positions());
    int count = input.encoded().tokens() + input.mask().masked();
    SDVariable embedded = embed(input, width, positions); // [B, E, width]
    SDVariable all = input.mask().masked() == 0 ? embedded
        : input.graph().sameDiff().concat(1, embedded, maskTokens(input, width, positions)); // [B, E + M, width]
    return Activations.sequences(all.reshape((long) input.mask().batch() * count, width), input.mask().batch(), count,
        width);
  }

  /** Returns the mask tokens with the positions of the masked patches, {@code [B, M, width]}. */
  private static SDVariable maskTokens(DecoderInput input, int width, Positions positions) {
    int batch = input.mask().batch();
    int count = input.mask().masked();
    return Sequences.repeat(input.graph(), EMBEDDING.named("decoder.maskToken"), batch, count, width).rows()
        .add(positions.at(input.masked(), batch, count))
        .reshape(batch, count, width);
  }

  /** Returns the encoded tokens at the decoder's width, {@code [B, E, width]}; the class token has no position. */
  private static SDVariable embed(DecoderInput input, int width, Positions positions) {
    int batch = input.mask().batch();
    int visible = input.mask().visible();
    Activations embedded = input.graph().linear(EMBEDDING, input.encoded(), width); // [B·E, width]
    SDVariable placed = positions.at(input.visible(), batch, visible); // [B·V, width]
    if (input.classTokens() == 0) {
      return embedded.rows().add(placed).reshape(batch, visible, width);
    }
    int tokens = embedded.tokens();
    SDVariable sequence = embedded.sequence(); // [B, 1 + V, width]
    SDVariable patches = Sequences.slice(sequence, tokens, 1, tokens)
        .add(placed.reshape(batch, visible, width)); // [B, V, width]
    return input.graph().sameDiff().concat(1, Sequences.slice(sequence, tokens, 0, 1), patches); // [B, 1 + V, width]
  }
}
