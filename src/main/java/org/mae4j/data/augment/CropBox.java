package org.mae4j.data.augment;

import java.util.List;
import org.mae4j.config.ImageShape;
import org.mae4j.config.training.ResizedCropConfig;
import org.mae4j.data.random.SeededRandom;

/**
 * The part of an image that a random resized crop keeps, in pixels.
 *
 * @param top first row, from 0
 * @param left first column, from 0
 * @param height number of rows, at least 1
 * @param width number of columns, at least 1
 */
record CropBox(int top, int left, int height, int width) {
  private static final int ATTEMPTS = 10;

  /**
   * Returns a box of random area, ratio and place, as in "Going Deeper with Convolutions" (arXiv 1409.4842, section 6)
   * and torchvision: the area is uniform, the logarithm of the ratio is uniform, and after ten boxes that do not fit
   * into the image the largest centered box with an allowed ratio is used.
   */
  static CropBox random(ResizedCropConfig config, ImageShape image, SeededRandom random) {
    double logFrom = StrictMath.log(config.ratio().get(0));
    double logRange = StrictMath.log(config.ratio().get(1)) - logFrom;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = (double) image.height() * image.width() * uniform(config.scale(), random);
      double ratio = StrictMath.exp(logFrom + logRange * random.nextDouble());
      long width = (long) Math.rint(Math.sqrt(area * ratio));
      long height = (long) Math.rint(Math.sqrt(area / ratio));
      if (width > 0 && width <= image.width() && height > 0 && height <= image.height()) {
        return new CropBox(random.nextInt(image.height() - (int) height + 1),
            random.nextInt(image.width() - (int) width + 1), (int) height, (int) width);
      }
    }
    return centered(config, image);
  }

  private static double uniform(List<Double> range, SeededRandom random) {
    return range.get(0) + (range.get(1) - range.get(0)) * random.nextDouble();
  }

  private static CropBox centered(ResizedCropConfig config, ImageShape image) {
    double ratio = (double) image.width() / image.height();
    double allowed = Math.max(config.ratio().get(0), Math.min(config.ratio().get(1), ratio));
    int height = ratio < allowed ? side(image.width() / allowed) : image.height();
    int width = ratio > allowed ? side(image.height() * allowed) : image.width();
    return new CropBox((image.height() - height) / 2, (image.width() - width) / 2, height, width);
  }

  private static int side(double length) {
    return Math.max(1, (int) Math.rint(length));
  }
}
