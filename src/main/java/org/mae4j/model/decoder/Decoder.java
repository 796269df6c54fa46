package org.mae4j.model.decoder;

import org.mae4j.config.extension.Extension;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.patch.MaskShape;

/**
 * Predicts patches from encoded tokens. An implementation adds its layers to the graph of a {@link DecoderInput} through
 * {@link org.mae4j.model.layer.Graph}, which records them: the model summary, the memory estimate, checkpoints and the
 * training pages need nothing else to know the decoder. The names of its parameters begin with {@link
 * #PREFIX}.
 */
public interface Decoder extends Extension {
  /** The configuration key that chooses a decoder. */
  String POINT = "model.decoder";
  /** The beginning of the names of all parameters of decoders. */
  String PREFIX = "decoder.";

  @Override
  default String point() {
    return POINT;
  }

  /**
   * Returns how many masked patches per image the decoder predicts while it is trained: the first ones in the order of
   * the masking. The loss is computed on these. By default all masked patches are predicted.
   *
   * @param settings of the class of {@link #defaults()}
   * @return from 1 to {@link MaskShape#masked()}
   */
  default int trainedPatches(Record settings, MaskShape mask) {
    return mask.masked();
  }

  /**
   * Adds the decoder to a graph.
   *
   * @param settings of the class of {@link #defaults()}
   * @return predicted pixels of the requested patches, {@code [B·K, P]} with K = {@link DecoderInput#count()}, in the
   *     order of {@link DecoderInput#requested()}
   */
  Activations decode(DecoderInput input, Record settings);
}
