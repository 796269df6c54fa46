package org.mae4j.eval.reconstruction;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The reconstruction errors of a set of images: means over the values of single channels, in units in which the range
 * of a pixel is [0, 1]. Predictions are not clipped to that range.
 *
 * @param channels errors by channel, one (gray) or three (red, green, blue)
 * @param normalizedMaskedMse error of the masked patches in the units of normalized targets; empty if the model is
 *     not trained on them
 * @param valueMaskedMse error of the masked patches in the units of the values that the model computes with
 */
public record ReconstructionScores(List<Errors> channels, OptionalDouble normalizedMaskedMse, double valueMaskedMse) {
  /** Squared errors of pixels in [-1, 1], divided by those here. */
  static final double PIXEL_UNITS = 4;

  /**
   * Mean squared errors of one channel.
   *
   * @param maskedMse over the masked patches
   * @param mse over all pixels of the raw prediction
   * @param pastedMse over all pixels, with the visible patches pasted into the prediction
   */
  public record Errors(double maskedMse, double mse, double pastedMse) {
    /** Returns the peak signal-to-noise ratio of the masked patches in dB, from the mean error over all images. */
    public double maskedPsnr() {
      return decibel(maskedMse);
    }

    /** Returns the peak signal-to-noise ratio of the raw prediction in dB, from the mean error over all images. */
    public double psnr() {
      return decibel(mse);
    }

    /** Returns the peak signal-to-noise ratio in dB with the visible patches pasted into the prediction. */
    public double pastedPsnr() {
      return decibel(pastedMse);
    }

    private static double decibel(double mse) {
      return -10 * Math.log10(mse);
    }
  }

  /** Returns the mean over the channels. */
  public Errors all() {
    return new Errors(mean(Errors::maskedMse), mean(Errors::mse), mean(Errors::pastedMse));
  }

  /** Returns the error in the units of the loss that pre-training minimizes. */
  public double loss() {
    return normalizedMaskedMse.orElse(valueMaskedMse);
  }

  private double mean(ToDoubleFunction<Errors> error) {
    return channels.stream().mapToDouble(error).average().orElseThrow();
  }
}
