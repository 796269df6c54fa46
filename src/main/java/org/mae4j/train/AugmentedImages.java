package org.mae4j.train;

import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;

/** Host memory of a micro-batch's images, filled over and over. */
final class AugmentedImages {
  private final ImageSet images;
  private final Augmenter augmenter;
  private final float[] image;
  private final float[] pixels;

  /** @param size images of a micro-batch */
  AugmentedImages(ImageSet images, Augmenter augmenter, int size) {
    this.images = images;
    this.augmenter = augmenter;
    this.image = new float[images.shape().size()];
    this.pixels = new float[size * images.shape().size()];
  }

  /** Reads and augments the images at {@code indices} of the set. */
  void fill(int epoch, int[] indices) {
    for (int row = 0; row < indices.length; row++) {
      images.copyTo(indices[row], image, 0);
      augmenter.apply(image, pixels, row * image.length, epoch, indices[row]);
    }
  }

  /** The images filled in last, {@code [size, C, H, W]}. */
  float[] pixels() {
    return pixels;
  }
}
