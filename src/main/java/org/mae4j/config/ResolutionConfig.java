package org.mae4j.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mae4j.config.check.Checks;

/**
 * Smaller images in the first part of a training, which cost less (EfficientTrain++, arXiv 2405.08768). Evaluation always
 * sees images of full size.
 *
 * @param scales sides of the images in the first phases, as fractions of those of the data, each in (0, 1]; empty for
 *     images of full size only
 * @param until fraction of the epochs after which each of these phases ends, increasing, in (0, 1]; images of full size
 *     follow
 */
public record ResolutionConfig(List<Double> scales, List<Double> until) {
  /** Images of full size in all epochs. */
  public static final ResolutionConfig FULL = new ResolutionConfig(List.of(), List.of());

  /**
   * Consecutive epochs with images of one size.
   *
   * @param scale sides of the images as a fraction of those of the data, in (0, 1]
   * @param firstEpoch number of the first epoch, from 0
   * @param epochs number of epochs, at least 1
   */
  public record ResolutionPhase(double scale, int firstEpoch, int epochs) {}

  public ResolutionConfig {
    scales = List.copyOf(scales);
    until = List.copyOf(until);
    new Checks()
        .require(scales.stream().allMatch(ResolutionConfig::isFraction), "scales",
            "must lie in (0, 1], are " + scales)
        .require(isIncreasing(until), "until", "must increase and lie in (0, 1], are " + until)
        .require(scales.size() == until.size(), "until",
            "must have one value per scale, has " + until.size() + " for " + scales.size(), "scales")
        .throwIfAny();
  }

  private static boolean isFraction(double value) {
    return value > 0 && value <= 1;
  }

  private static boolean isIncreasing(List<Double> values) {
    double last = 0;
    for (double value : values) {
      if (value <= last || value > 1) {
        return false;
      }
      last = value;
    }
    return true;
  }

  /**
   * Returns the phases of a training in order. A phase ends after {@code ⌊until · epochs⌋} epochs of the training, so a
   * training ends with images of full size unless the last phase ends at 1. Phases without an epoch are left out.
   *
   * @param epochs number of epochs of the training, at least 1
   */
  public List<ResolutionPhase> phases(int epochs) {
    List<ResolutionPhase> phases = new ArrayList<>();
    int first = 0;
    for (int i = 0; i <= scales.size(); i++) {
      int end = i == scales.size() ? epochs
          : BigDecimal.valueOf(until.get(i)).multiply(BigDecimal.valueOf(epochs)).intValue();
      if (end > first) {
        phases.add(new ResolutionPhase(i == scales.size() ? 1 : scales.get(i), first, end - first));
      }
      first = end;
    }
    return phases;
  }

  /**
   * Returns the phases as text, such as {@code 16×16 until epoch 3, 32×32 until epoch 5}.
   *
   * @param image shape of the images of the data
   * @param epochs number of epochs of the training
   */
  public String text(ImageShape image, int epochs) {
    return phases(epochs).stream().map(phase -> {
      ImageShape resized = image.scaled(phase.scale());
      return resized.height() + "×" + resized.width() + " until epoch " + (phase.firstEpoch() + phase.epochs());
    }).collect(Collectors.joining(", "));
  }

  /**
   * Adds a problem to {@code checks} for each scale that does not lead to whole patches.
   *
   * @param key key of the scales
   * @param image shape of the images of the data, which the patch divides
   */
  void requirePatches(Checks checks, String key, ImageShape image, int patch) {
    BigInteger parts = BigInteger.valueOf(image.height() / patch).gcd(BigInteger.valueOf(image.width() / patch));
    for (double scale : scales) {
      ImageShape small = image.scaled(scale);
      checks.require(small.height() % patch == 0 && small.width() % patch == 0, key,
          scale + " makes images of " + small.height() + "×" + small.width()
              + " pixels (height×width), which patches of " + patch + "×" + patch + " do not fill; use "
              + (parts.equals(BigInteger.ONE) ? "1" : "multiples of 1/" + parts),
          "model.patch", "data.image.height", "data.image.width");
    }
  }

  /** Adds a problem to {@code checks} for each scale at which the mask ratio leaves no patch visible. */
  void requireVisible(Checks checks, String key, ImageShape image, ModelConfig model) {
    for (double scale : scales) {
      int patches = model.patches(image.scaled(scale));
      checks.require(patches == 0 || model.visiblePatches(image.scaled(scale)) >= 1, key,
          scale + " leaves none of " + patches + " patches visible with model.maskRatio = " + model.maskRatio()
              + "; use a larger scale",
          "model.maskRatio", "model.patch", "data.image.height", "data.image.width");
    }
  }
}
