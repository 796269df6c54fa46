package org.mae4j.experiment.run;

import java.util.Map;

/** Descriptions of the tags of TensorBoard events. */
final class TagDescriptions {
  private static final Map<String, String> BY_END = Map.ofEntries(
      Map.entry("/train/loss", "Loss of a step: the mean over its batch."),
      Map.entry("/train/epochLoss", "Loss of the training images: the mean over an epoch."),
      Map.entry("/val/loss", "Loss of the validation images after an epoch."),
      Map.entry("/val/maskedMse",
          "Squared error of the masked patches of validation images, per channel value in [0, 1]."),
      Map.entry("/val/accuracy", "Share of the validation images that are classified correctly."),
      Map.entry("/learningRate", "Learning rate of a step."),
      Map.entry("/gradientNorm", "Euclidean norm of all gradients of a step, before it is clipped."),
      Map.entry("/skippedSteps", "Steps that were skipped so far, because loss or gradients were not finite."),
      Map.entry("/system/imagesPerSecond", "Training images per second, with the work between steps."),
      Map.entry("/system/residentMb", "Physical memory of the process in MB."),
      Map.entry("/system/heapMb", "Used Java heap in MB, including garbage."),
      Map.entry("/system/waiting", "Share of the time that training threads waited for images."),
      Map.entry("/reconstructions", "Validation images: original, masked (gray), reconstruction."));

  private TagDescriptions() {}

  /** Returns the description of a tag; empty if it has none. */
  static String of(String tag) {
    if (tag.startsWith("results/")) {
      return "Final metric on " + (tag.contains("/val/") ? "validation" : "test") + " images.";
    } else if (tag.contains("/parameters/")) {
      return "Distribution of the values of a parameter.";
    } else if (tag.contains("/gradients/")) {
      return "Distribution of the gradient of a parameter at one step.";
    }
    return BY_END.entrySet().stream().filter(entry -> tag.endsWith(entry.getKey())).map(Map.Entry::getValue)
        .findFirst().orElse("");
  }
}
