package org.mae4j.model.decoder;

import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The input of a {@link Decoder} and the patches that it has to predict. The patches of an image are ordered as the
 * masking orders them: first the visible ones, then the masked ones.
 *
 * @param graph to which the decoder is added
 * @param grid patches of the images; it is smaller than {@code grid.full()} while training sees smaller images
 * @param encoded tokens of the encoder: the class token if the model has one, then the visible patches,
 *     {@code [B·V, D]} or {@code [B·(1 + V), D]}
 * @param visible indices of the visible patches in their image, {@code [B·V]}
 * @param masked indices of the masked patches in their image, {@code [B·M]}; not in the graph's use if M is 0
 * @param first position, in the order of the masking, of the first requested patch
 * @param count number of requested patches per image, K
 */
public record DecoderInput(Graph graph, ModelConfig config, PatchGrid grid, MaskShape mask, Activations encoded,
    SDVariable visible, SDVariable masked, int first, int count) {
  /** Returns the indices of the requested patches in their image, {@code [B·K]}. */
  public SDVariable requested() {
    SDVariable seen = visible.reshape(mask.batch(), mask.visible()); // [B, V]
    SDVariable all = mask.masked() == 0 ? seen
        : graph.sameDiff().concat(1, seen, masked.reshape(mask.batch(), mask.masked())); // [B, N]
    return all.get(SDIndex.all(), SDIndex.interval(first, first + count)).reshape((long) mask.batch() * count);
  }

  /** Returns the number of encoded tokens before the patches of an image: 1 with a class token, otherwise 0. */
  public int classTokens() {
    return config.classToken() ? 1 : 0;
  }
}
