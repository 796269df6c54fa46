package org.mae4j.config;

import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.setting.ChangesFunction;
import org.mae4j.config.setting.MachineSpecific;
import org.mae4j.config.setting.WithoutEffect;

/**
 * Which images an experiment reads, and how they are split.
 *
 * @param source data source and its settings
 * @param dir directory of the data, for sources that read files
 * @param image shape of the images; it must equal the shape of a source that has a fixed one
 * @param validationFraction fraction of the training images of each class that is used for validation, in (0, 1)
 * @param trainLimit largest number of training images to use, validation included; 0 for all
 * @param testLimit largest number of test images to use; 0 for all
 * @param skipUnreadable whether images that are unreadable, or of a shape that {@code fit} refuses, are skipped and
 *     counted; otherwise the first one ends the run
 * @param background color behind transparent pixels of image files and beside padded ones, {@code #RRGGBB}
 * @param labels whether the labels of the source are used
 * @param labeledFraction fraction of the labeled training images of each class that probes, fine-tuning and training
 *     from scratch see, in (0, 1]
 * @param testFraction fraction of the training images of each class that is used for testing, in [0, 1); 0 for the
 *     test images of the source
 * @param cacheDir directory of the decoded images; empty for the user's directory of caches
 * @param fit how image files of another size get the configured shape
 * @param normalize how pixels become the values that models compute with
 */
public record DataConfig(
    @RenamedFrom("embedded") Choice source,
    @MachineSpecific String dir,
    ImageShape image,
    double validationFraction,
    int trainLimit,
    int testLimit,
    boolean skipUnreadable,
    String background,
    LabelUse labels,
    double labeledFraction,
    double testFraction,
    @WithoutEffect @MachineSpecific String cacheDir,
    ImageFit fit,
    @ChangesFunction NormalizeConfig normalize) {

  /** What the labels of a data set are used for. */
  public enum LabelUse {
    /** The classes of the images. */
    CLASSES,
    /** Nothing. */
    NONE
  }

  public DataConfig {
    new Checks()
        .require(validationFraction > 0 && validationFraction < 1, "validationFraction",
            "must lie between 0 and 1, is " + validationFraction)
        .atLeast(0, "trainLimit", trainLimit)
        .atLeast(0, "testLimit", testLimit)
        .path("dir", dir)
        .require(background.matches("#[0-9A-Fa-f]{6}"), "background",
            "must be a color such as \"#ffffff\", is '" + background + "'")
        .fraction("labeledFraction", labeledFraction)
        .share("testFraction", testFraction)
        .path("cacheDir", cacheDir)
        .require(normalize.mean().isEmpty() || normalize.mean().size() == image.channels(), "normalize.mean",
            "must have a value for each of " + image.channels() + " channels, or none, has " + normalize.mean().size(),
            "image.channels")
        .throwIfAny();
  }

  /** Returns {@link #background} as 0xRRGGBB. */
  public int backgroundColor() {
    return Integer.parseInt(background.substring(1), 16);
  }
}
