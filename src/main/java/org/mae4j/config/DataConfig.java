package org.mae4j.config;

import org.mae4j.base.EnumNames;
import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.MachineSpecific;

/**
 * Where images come from and how they are split.
 *
 * @param source which reader
 * @param dir directory of the CIFAR-10 binary version, or of a folder data set ({@code train/CLASS/…} and
 *     {@code test/CLASS/…}); unused by the embedded data
 * @param image shape of the images; fixed for CIFAR-10 and the embedded data, what images must have in a folder
 * @param embedded sizes of the embedded data set
 * @param validationFraction share of the training images of each class that is held out for validation, in (0, 1)
 * @param trainLimit use only so many training images (validation included), 0 for all
 * @param testLimit use only so many test images, 0 for all
 * @param skipUnreadable skip and count unreadable or wrong-sized images instead of failing
 */
public record DataConfig(
    Source source,
    @MachineSpecific String dir,
    ImageShape image,
    EmbeddedConfig embedded,
    double validationFraction,
    int trainLimit,
    int testLimit,
    boolean skipUnreadable) {

  /** The data sets that can be read. */
  public enum Source {
    /** Scenes drawn by this program from a seed. */
    EMBEDDED,
    /** The CIFAR-10 binary version: six files of 3,073-byte records. */
    CIFAR10,
    /** One folder of images a class. */
    FOLDER
  }

  /**
   * The size of the embedded data set.
   *
   * @param train training images, validation included, at least 20
   * @param test test images, at least 10
   * @param seed of the drawing; independent of the experiment's seed, so that experiments share their data
   */
  public record EmbeddedConfig(int train, int test, long seed) {
    public EmbeddedConfig {
      new Checks()
          .atLeast(20, "train", train)
          .atLeast(10, "test", test)
          .throwIfAny();
    }
  }

  public DataConfig {
    boolean fixedShape = source != Source.FOLDER;
    new Checks()
        .require(source == Source.EMBEDDED || !dir.isBlank(), "dir",
            "is needed for source " + EnumNames.of(source), "source")
        .require(!fixedShape || image.equals(new ImageShape(32, 32, 3)), "image",
            "must be 3×32×32 for source " + EnumNames.of(source) + ", is " + image,
            "image.height", "image.width", "image.channels", "source")
        .require(validationFraction > 0 && validationFraction < 1, "validationFraction",
            "must lie between 0 and 1, is " + validationFraction)
        .atLeast(0, "trainLimit", trainLimit)
        .atLeast(0, "testLimit", testLimit)
        .throwIfAny();
  }
}
