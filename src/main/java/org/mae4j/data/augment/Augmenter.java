package org.mae4j.data.augment;

import org.mae4j.base.Seeds;
import org.mae4j.config.AugmentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.random.SeededRandom;

/**
 * Changes training images at random: random crop, then flip, then erasing, each a function of seed, epoch and index
 * alone, so that what an image becomes does not depend on batches, threads or restarts.
 */
public final class Augmenter {
  private static final double LEAST_ERASED = 0.02;
  private static final double MOST_ERASED = 1.0 / 3;
  private static final double MOST_ASPECT = 1 / 0.3;

  private final AugmentConfig config;
  private final ImageShape shape;
  private final long seed;

  /** @throws IllegalArgumentException if the crop's border is not smaller than the image it reflects */
  public Augmenter(AugmentConfig config, ImageShape shape, long seed) {
    if (config.cropPadding() >= Math.min(shape.height(), shape.width())) {
      throw new IllegalArgumentException("a border of " + config.cropPadding() + " pixels cannot reflect " + shape);
    }
    this.config = config;
    this.shape = shape;
    this.seed = seed;
  }

  /**
   * Writes what {@code image}, [channels, height, width] in [-1, 1], becomes into {@code images} from {@code offset}
   * on. Makes no arrays.
   *
   * @param image left as it is
   * @param index of the image in the training set
   */
  public void apply(float[] image, float[] images, int offset, int epoch, int index) {
    SeededRandom random = new SeededRandom(Seeds.mix(Seeds.mix(seed, epoch), index));
    int range = 2 * config.cropPadding() + 1;
    int down = random.nextInt(range) - config.cropPadding();
    int right = random.nextInt(range) - config.cropPadding();
    boolean mirrored = random.nextDouble() < 0.5 && config.flip();
    if (down != 0 || right != 0 || mirrored) {
      shift(image, images, offset, down, right, mirrored);
    } else {
      System.arraycopy(image, 0, images, offset, shape.size());
    }
    if (random.nextDouble() < config.randomErasing()) {
      erase(images, offset, random);
    }
  }

  /** Crops a window moved by (down, right) out of the image with its reflected border, and mirrors it if asked to. */
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

  /** The place within {@code size} that {@code at} mirrors, the edge pixel not repeated. */
  private static int reflected(int at, int size) {
    int inside = Math.abs(at);
    return inside < size ? inside : 2 * (size - 1) - inside;
  }

  /**
   * Fills a rectangle with noise of mean 0 and deviation 0.5, as Random Erasing does (arXiv 1708.04896): 2 % to 33 % of
   * the area, height to width 0.3 to 3.3 (log-uniform), cut to the image's size.
   */
  private void erase(float[] images, int offset, SeededRandom random) {
    double area = (LEAST_ERASED + (MOST_ERASED - LEAST_ERASED) * random.nextDouble()) * shape.height() * shape.width();
    double aspect = StrictMath.exp(StrictMath.log(MOST_ASPECT) * (2 * random.nextDouble() - 1));
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

  private static int side(double length, int most) {
    return (int) Math.max(1, Math.min(most, Math.round(length)));
  }
}
