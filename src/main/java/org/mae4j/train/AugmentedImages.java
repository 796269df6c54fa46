package org.mae4j.train;

import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;

/** The augmented images of a micro-batch on the Java heap, in arrays that are used again. */
final class AugmentedImages {
  private final ImageSet images;
  private final Augmenter augmenter;
  private final float[] image;
  private final float[] pixels;

  /** @param size number of images in a micro-batch */
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

  /** Returns the images of the last call of {@code fill}, {@code [size, C, H, W]}. */
  float[] pixels() {
    return pixels;
  }
}
