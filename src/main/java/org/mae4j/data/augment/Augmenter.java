package org.mae4j.data.augment;

import org.mae4j.base.Seeds;
import org.mae4j.config.ImageShape;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.data.random.SeededRandom;

/**
 * Random augmentation of training images: one of the two random crops, then horizontal flip, color jitter and random
 * erasing. The result is a function of seed, epoch and index alone; it does not depend on batches, threads or
 * interruptions. Safe for use by several threads.
 */
public final class Augmenter {
  private static final double MIN_ERASED = 0.02;
  private static final double MAX_ERASED = 1.0 / 3;
  private static final double MAX_ASPECT = 1 / 0.3;
  /** Counters far beyond those of the other random numbers of an image. */
  private static final long CROP = 1L << 40;
  private static final long JITTER = 2L << 40;

  private final AugmentConfig config;
  private final ImageShape shape;
  private final ResizedCrop resizedCrop;
  private final ColorJitter colorJitter;
  private final long seed;

  /** @throws IllegalArgumentException if the crop padding is not smaller than the sides of the image */
  public Augmenter(AugmentConfig config, ImageShape shape, long seed) {
    if (config.cropPadding() >= Math.min(shape.height(), shape.width())) {
      throw new IllegalArgumentException("cropPadding " + config.cropPadding() + " is not below the sides of " + shape);
    }
    this.config = config;
    this.shape = shape;
    this.resizedCrop = new ResizedCrop(config.resizedCrop(), shape);
    this.colorJitter = new ColorJitter(config.colorJitter(), shape);
    this.seed = seed;
  }

  /**
   * Writes the augmented {@code image} to {@code images} from {@code offset} on.
   *
   * @param image [C, H, W] with values in [-1, 1]; not changed
   * @param images [B, C, H, W]
   * @param offset index of the first value to write
   * @param epoch number of the epoch
   * @param index index of the image in the training set
   */
  public void apply(float[] image, float[] images, int offset, int epoch, int index) {
    long imageSeed = Seeds.mix(Seeds.mix(seed, epoch), index);
    SeededRandom random = new SeededRandom(imageSeed);
    int range = 2 * config.cropPadding() + 1;
    int down = random.nextInt(range) - config.cropPadding();
    int right = random.nextInt(range) - config.cropPadding();
    boolean mirrored = random.nextDouble() < 0.5 && config.flip();
    if (config.resizedCrop().isOn()) {
      resizedCrop.apply(image, images, offset, mirrored, stream(imageSeed, CROP));
    } else if (down != 0 || right != 0 || mirrored) {
      shift(image, images, offset, down, right, mirrored);
    } else {
      System.arraycopy(image, 0, images, offset, shape.size());
    }
    if (config.colorJitter().isOn()) {
      colorJitter.apply(images, offset, stream(imageSeed, JITTER));
    }
    if (random.nextDouble() < config.randomErasing()) {
      erase(images, offset, random);
    }
  }

  /** Returns random numbers of one augmentation, so that turning it on does not change those of the others. */
  private static SeededRandom stream(long imageSeed, long augmentation) {
    return new SeededRandom(Seeds.mix(imageSeed, augmentation));
  }

  /** Copies the image shifted by (down, right), with reflected borders, and mirrored if {@code mirrored}. */
  private void shift(float[] source, float[] images, int offset, int down, int right, boolean mirrored) {
    int width = shape.width();
    for (int row = 0; row < shape.channels() * shape.height(); row++) {
      int plane = row / shape.height() * shape.height();
      int from = (plane + reflected(row - plane + down, shape.height())) * width;
      for (int x = 0; x < width; x++) {
        int column = mirrored ? width - 1 - x : x;
        images[offset + row * width + x] = source[from + reflected(column + right, width)];
      }
    }
  }

  /** Returns the position in [0, size) that {@code at} reflects to; the edge pixel is not repeated. */
  private static int reflected(int at, int size) {
    int inside = Math.abs(at);
    return inside < size ? inside : 2 * (size - 1) - inside;
  }

  /**
   * Fills a rectangle with noise of mean 0 and standard deviation 0.5, as Random Erasing does (arXiv 1708.04896). The
   * rectangle has 2 % to 33 % of the area and a log-uniform aspect ratio of 0.3 to 3.3, and is clipped to the image.
   */
  private void erase(float[] images, int offset, SeededRandom random) {
    double area = (MIN_ERASED + (MAX_ERASED - MIN_ERASED) * random.nextDouble()) * shape.height() * shape.width();
    double aspect = StrictMath.exp(StrictMath.log(MAX_ASPECT) * (2 * random.nextDouble() - 1));
    int height = side(Math.sqrt(area * aspect), shape.height());
    int width = side(Math.sqrt(area / aspect), shape.width());
    int top = random.nextInt(shape.height() - height + 1);
    int left = random.nextInt(shape.width() - width + 1);
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = top; y < top + height; y++) {
        int row = offset + (channel * shape.height() + y) * shape.width();
        for (int x = left; x < left + width; x++) {
          images[row + x] = (float) Math.max(-1, Math.min(1, 0.5 * random.nextGaussian()));
        }
      }
    }
  }

  private static int side(double length, int max) {
    return (int) Math.max(1, Math.min(max, Math.round(length)));
  }
}
