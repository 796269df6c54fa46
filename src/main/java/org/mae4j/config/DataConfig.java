package org.mae4j.config;

import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.setting.MachineSpecific;

/**
 * Which images an experiment reads, and how they are split.
 *
 * @param source data source and its settings
 * @param dir directory of the data, for sources that read files
 * @param image shape of the images; it must equal the shape of a source that has a fixed one
 * @param validationFraction fraction of the training images of each class that is used for validation, in (0, 1)
 * @param trainLimit largest number of training images to use, validation included; 0 for all
 * @param testLimit largest number of test images to use; 0 for all
 * @param skipUnreadable whether images that are unreadable, or of another shape where {@code fit} refuses them, are skipped and counted; otherwise the
 *     first one ends the run
 * @param background color behind transparent pixels of image files and beside padded ones, {@code #RRGGBB}
 * @param fit how image files of another size get the configured shape
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
    ImageFit fit) {

  public DataConfig {
    new Checks()
        .require(validationFraction > 0 && validationFraction < 1, "validationFraction",
            "must lie between 0 and 1, is " + validationFraction)
        .atLeast(0, "trainLimit", trainLimit)
        .atLeast(0, "testLimit", testLimit)
        .path("dir", dir)
        .require(background.matches("#[0-9A-Fa-f]{6}"), "background",
            "must be a color such as \"#ffffff\", is '" + background + "'")
        .throwIfAny();
  }

  /** Returns {@link #background} as 0xRRGGBB. */
  public int backgroundColor() {
    return Integer.parseInt(background.substring(1), 16);
  }
}
