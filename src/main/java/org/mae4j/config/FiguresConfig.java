package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * Figures of reconstructed validation images, always of the same images with the same masks.
 *
 * @param images number of images, 0 for no figures
 * @param every epochs between two figures during pre-training, at least 1; there is always one at the end
 */
public record FiguresConfig(int images, int every) {
  public FiguresConfig {
    new Checks()
        .atLeast(0, "images", images)
        .atLeast(1, "every", every)
        .throwIfAny();
  }
}
