package org.mae4j.data;

import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;

/** Settings of data with the defaults of all keys that a test does not set. */
public final class DataConfigs {
  private DataConfigs() {}

  /** Returns settings that use all images of a source and 1/10 of its training images for validation. */
  public static DataConfig of(Choice source, String dir, ImageShape image) {
    return of(source, dir, image, 0.1, 0, 0, false, "#ffffff");
  }

  public static DataConfig of(Choice source, String dir, ImageShape image, double validationFraction, int trainLimit,
      int testLimit, boolean skipUnreadable, String background) {
    return new DataConfig(source, dir, image, validationFraction, trainLimit, testLimit, skipUnreadable, background,
        LabelUse.CLASSES, 1, 0, "", ImageFit.EXACT);
  }
}
