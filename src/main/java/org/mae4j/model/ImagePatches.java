package org.mae4j.model;

import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The patches of a batch of images in a graph, before they are embedded.
 *
 * @param batch number of images, B
 * @param rows all patches, {@code [B·N, P]}
 */
record ImagePatches(Graph graph, PatchGrid grid, int batch, SDVariable rows) {
  /** Adds the placeholder {@link MaskedAutoencoder#IMAGES} to {@code graph}, and divides the images. */
  static ImagePatches of(Graph graph, PatchGrid grid, int batch) {
    SDVariable images = graph.sameDiff().placeHolder(MaskedAutoencoder.IMAGES, graph.type(), batch,
        grid.image().channels(), grid.image().height(), grid.image().width()); // [B, C, H, W]
    return new ImagePatches(graph, grid, batch, grid.patchify(images, batch));
  }

  /** Adds a placeholder for the indices of {@code count} patches of each image, {@code [B, count]}, 32-bit integers. */
  SDVariable indices(String name, int count) {
    return graph.sameDiff().placeHolder(name, DataType.INT32, batch, count);
  }

  /** Returns all patches, {@code [B·N, P]}. */
  Activations all() {
    return Activations.sequences(rows, batch, grid.patches(), grid.patchSize());
  }

  /**
   * Returns some patches of each image, {@code [B·count, P]}.
   *
   * @param indices of the patches, {@code [B, count]}
   */
  Activations at(SDVariable indices, int count) {
    SDVariable chosen = graph.sameDiff().gather(rows, grid.rows(indices, batch, count), 0); // [B·count, P]
    return Activations.sequences(chosen, batch, count, grid.patchSize());
  }
}
