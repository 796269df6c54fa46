package org.mae4j.config;

import org.mae4j.config.check.Checks;

/**
 * The reconstructions drawn from the validation set, always of the same images under the same masks.
 *
 * @param images drawn, 0 for none
 * @param every epochs between two drawings while training, at least 1; one is always drawn at the end
 */
public record FiguresConfig(int images, int every) {
  public FiguresConfig {
    new Checks()
        .atLeast(0, "images", images)
        .atLeast(1, "every", every)
        .throwIfAny();
  }
}
