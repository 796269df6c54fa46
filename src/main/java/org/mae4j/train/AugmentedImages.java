package org.mae4j.train;

import org.mae4j.data.ImageSet;
import org.mae4j.data.PixelScale;
import org.mae4j.data.augment.Augmenter;

/** The augmented images of a micro-batch on the Java heap, in arrays that are used again. */
final class AugmentedImages {
  private final ImageSet images;
  private final Augmenter augmenter;
  private final PixelScale scale;
  private final float[] image;
  private final float[] pixels;

  /**
   * @param scale values of the images after the augmentation
   * @param size number of images in a micro-batch
   */
  AugmentedImages(ImageSet images, Augmenter augmenter, PixelScale scale, int size) {
    this.images = images;
    this.augmenter = augmenter;
    this.scale = scale;
    this.image = new float[images.shape().size()];
    this.pixels = new float[size * images.shape().size()];
  }

  /** Reads and augments the images at {@code indices} of the set. */
  void fill(int epoch, int[] indices) {
    for (int row = 0; row < indices.length; row++) {
      images.copyTo(indices[row], image, 0);
      augmenter.apply(image, pixels, row * image.length, epoch, indices[row]);
    }
    scale.apply(pixels, images.shape());
  }

  /** Returns the images of the last call of {@code fill}, {@code [size, C, H, W]}. */
  float[] pixels() {
    return pixels;
  }
}
