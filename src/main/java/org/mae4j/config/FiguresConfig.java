package org.mae4j.config;

/**
 * The reconstructions drawn from the validation set, always of the same images under the same masks.
 *
 * @param images drawn, 0 for none
 * @param every epochs between two drawings while training, at least 1; one is always drawn at the end
 */
public record FiguresConfig(int images, int every) {
  public FiguresConfig {
    new Checks()
        .require(images >= 0, "images", "must not be negative, is " + images)
        .require(every >= 1, "every", "must be at least 1, is " + every)
        .throwIfAny();
  }
}
