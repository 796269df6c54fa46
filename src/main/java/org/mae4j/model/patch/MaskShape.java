package org.mae4j.model.patch;

/**
 * How many images a masked graph takes, and how many of their patches it sees.
 *
 * @param batch images, B
 * @param visible patches an image that the encoder sees, V, at least 1
 * @param removed patches an image that it does not see, M, possibly 0
 */
public record MaskShape(int batch, int visible, int removed) {
  public MaskShape {
    if (batch < 1 || visible < 1 || removed < 0) {
      throw new IllegalArgumentException(
          "no graph for " + batch + " images of " + visible + " + " + removed + " patches");
    }
  }

  /** Keeps {@code int(N·(1 − ratio))} of the N patches, as the paper's code does. */
  public static MaskShape of(int batch, int patches, double ratio) {
    int visible = (int) (patches * (1 - ratio));
    return new MaskShape(batch, visible, patches - visible);
  }
}
