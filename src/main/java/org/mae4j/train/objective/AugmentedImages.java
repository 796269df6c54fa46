package org.mae4j.train.objective;

import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;
import org.mae4j.data.augment.Augmenter;
import org.mae4j.data.augment.Shrinking;
import org.mae4j.data.pixel.PixelScale;

/** The augmented images of a micro-batch on the Java heap, in arrays that are used again. */
final class AugmentedImages {
  private final ImageSet images;
  private final Augmenter augmenter;
  private final PixelScale scale;
  private final float[] image; // [C·H·W]
  private final float[] pixels; // [size·C·H·W]
  private final Shrinking shrinking;
  private final float[] resized; // [size·C·H·W] of the shape for the graph; the array of pixels if that is the same

  /**
   * @param scale values of the images after the augmentation
   * @param size number of images in a micro-batch
   * @param target shape of the images for the graph, at most that of the set
   */
  AugmentedImages(ImageSet images, Augmenter augmenter, PixelScale scale, int size, ImageShape target) {
    this.images = images;
    this.augmenter = augmenter;
    this.scale = scale;
    this.image = new float[images.shape().size()];
    this.pixels = new float[size * images.shape().size()];
    this.shrinking = new Shrinking(images.shape(), target);
    this.resized = target.equals(images.shape()) ? pixels : new float[size * target.size()];
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

  /** Computes {@link #resized} from the present values of {@link #pixels}. */
  void resize() {
    if (resized != pixels) {
      shrinking.apply(pixels, resized);
    }
  }

  /** Returns the images of the last call of {@code resize} in the shape for the graph, {@code [size, C, H, W]}. */
  float[] resized() {
    return resized;
  }
}
