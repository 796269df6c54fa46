package org.mae4j.model.decoder;

import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.ModuleKind;

/** The end of a decoder: layer norm, and a linear layer that predicts the pixels of patches. */
final class PatchHead {
  private static final LayerPath NORM = LayerPath.of("decoder.norm", ModuleKind.LAYER_NORM);
  private static final LayerPath HEAD = LayerPath.of("decoder.head", ModuleKind.LINEAR);

  private PatchHead() {}

  /** Adds the layers after the tokens of the requested patches: {@code [B·K, width]} to {@code [B·K, P]}. */
  static Activations predict(DecoderInput input, Activations tokens) {
    Activations normalized = input.graph().layerNorm(NORM, tokens); // [B·K, width]
    return input.graph().linear(HEAD, normalized, input.grid().patchSize()); // [B·K, P]
  }
}
