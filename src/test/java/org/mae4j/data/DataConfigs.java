package org.mae4j.data;

import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.pixel.PixelScale;

/** Settings of data with the defaults of all keys that a test does not set. */
public final class DataConfigs {
  private DataConfigs() {}

  public static DataConfig of(Choice source, String dir, ImageShape image, double validationFraction, int trainLimit,
      int testLimit, boolean skipUnreadable, String background) {
    return new DataConfig(source, dir, image, validationFraction, trainLimit, testLimit, skipUnreadable, background,
        LabelUse.CLASSES, 1, 0, cacheIn(dir), ImageFit.CROP,
        PixelScale.SYMMETRIC.config());
  }

  public static DataConfig of(Choice source, String dir, ImageShape image, ImageFit fit, boolean skipUnreadable) {
    return new DataConfig(source, dir, image, 0.1, 0, 0, skipUnreadable, "#ffffff", LabelUse.CLASSES, 1, 0,
        cacheIn(dir), fit, PixelScale.SYMMETRIC.config());
  }

  /** Returns a directory that the data is not read from: hidden, and deleted with the data. */
  private static String cacheIn(String dir) {
    return dir.isEmpty() ? "" : dir + "/.cache";
  }

  /** Returns settings of embedded images of one gray pixel. */
  static DataConfig of(LabelUse labels, double labeledFraction, double testFraction, int trainLimit) {
    return new DataConfig(Choice.of("embedded"), "", new ImageShape(1, 1, 1), 0.1, trainLimit, 0, false, "#ffffff",
        labels, labeledFraction, testFraction, "", ImageFit.CROP,
        PixelScale.SYMMETRIC.config());
  }

  public static DataConfig cached(ImageShape image, String cacheDir) {
    return new DataConfig(Choice.of("folder"), "", image, 0.1, 0, 0, false, "#ffffff", LabelUse.CLASSES, 1, 0, cacheDir,
        ImageFit.CROP,
        PixelScale.SYMMETRIC.config());
  }
}
