package org.mae4j.config.training;

import org.mae4j.config.check.Checks;

/**
 * Random changes of the colors of an image. Brightness, contrast and saturation are multiplied by a factor between
 * {@code max(0, 1 - x)} and {@code 1 + x}; 0 changes nothing.
 *
 * @param brightness range of the factor of the brightness, at least 0
 * @param contrast range of the factor of the contrast, at least 0
 * @param saturation range of the factor of the saturation, at least 0
 * @param hue largest rotation of the hue in either direction as a fraction of the color circle, in [0, 0.5]
 */
public record ColorJitterConfig(double brightness, double contrast, double saturation, double hue) {
  public ColorJitterConfig {
    new Checks()
        .notNegative("brightness", brightness)
        .notNegative("contrast", contrast)
        .notNegative("saturation", saturation)
        .require(hue >= 0 && hue <= 0.5, "hue", "must lie in [0, 0.5], is " + hue)
        .throwIfAny();
  }

  /** Returns whether any color is changed. */
  public boolean isOn() {
    return brightness > 0 || contrast > 0 || needsColor();
  }

  /** Returns whether saturation or hue is changed, which gray images do not have. */
  public boolean needsColor() {
    return saturation > 0 || hue > 0;
  }
}
