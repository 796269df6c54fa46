package org.mae4j.model.patch;

import org.mae4j.config.ModelConfig;

/**
 * The size of a batch of masked images.
 *
 * @param batch number of images, B, at least 1
 * @param visible number of visible patches per image, V, at least 1
 * @param masked number of masked patches per image, M, at least 0
 */
public record MaskShape(int batch, int visible, int masked) {
  public MaskShape {
    if (batch < 1 || visible < 1 || masked < 0) {
      throw new IllegalArgumentException("no graph has " + batch + " images of " + visible + " visible and " + masked
          + " masked patches");
    }
  }

  /** Returns the shape of {@code batch} images that are masked as {@code config} says. */
  public static MaskShape of(int batch, ModelConfig config, PatchGrid grid) {
    int visible = config.visiblePatches(grid.image());
    return new MaskShape(batch, visible, grid.patches() - visible);
  }
}
