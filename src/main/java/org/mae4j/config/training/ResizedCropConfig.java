package org.mae4j.config.training;

import java.util.List;
import org.mae4j.config.check.Checks;

/**
 * A random crop that is enlarged to the size of the image.
 *
 * @param scale smallest and largest area of the crop as a fraction of the image, {@code 0 < smallest <= largest <= 1};
 *     empty for no crop
 * @param ratio smallest and largest ratio of the width of the crop to its height, {@code 0 < smallest <= largest}
 * @param interpolation how the crop is enlarged
 */
public record ResizedCropConfig(List<Double> scale, List<Double> ratio, Interpolation interpolation) {
  /** How values between pixels are computed. */
  public enum Interpolation {
    BILINEAR,
    /** Cubic convolution with {@code a = -0.5} (Keys, 1981). */
    BICUBIC
  }

  public ResizedCropConfig {
    scale = List.copyOf(scale);
    ratio = List.copyOf(ratio);
    new Checks()
        .require(scale.isEmpty() || isRange(scale) && scale.get(1) <= 1, "scale",
            "must be [] or [smallest, largest] with 0 < smallest <= largest <= 1, is " + scale)
        .require(isRange(ratio), "ratio", "must be [smallest, largest] with 0 < smallest <= largest, is " + ratio)
        .throwIfAny();
  }

  private static boolean isRange(List<Double> values) {
    return values.size() == 2 && values.get(0) > 0 && values.get(0) <= values.get(1);
  }

  /** Returns whether images are cropped. */
  public boolean isOn() {
    return !scale.isEmpty();
  }
}
