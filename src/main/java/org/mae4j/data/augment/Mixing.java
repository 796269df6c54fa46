package org.mae4j.data.augment;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.mae4j.base.Seeds;
import org.mae4j.config.ImageShape;
import org.mae4j.data.random.SeededRandom;

/**
 * Mixup (arXiv 1710.09412), cutmix (arXiv 1905.04899) and label smoothing of a micro-batch. Image {@code i} is mixed with
 * image {@code batch - 1 - i}, with the same parameters for all pairs. They are a function of seed, epoch and number of
 * the micro-batch alone.
 */
public final class Mixing {
  private final double mixup;
  private final double cutmix;
  private final double labelSmoothing;
  private final int classes;
  private final ImageShape shape;
  private final long seed;

  /**
   * @param mixup alpha of the Beta distribution of the mixup ratio, 0 for no mixup
   * @param cutmix alpha of the Beta distribution of the cutmix ratio, 0 for no cutmix
   * @param labelSmoothing fraction of every target that is spread over all classes, in [0, 1)
   * @param classes number of classes
   * @param shape shape of an image
   * @param seed seed of all random choices
   */
  public Mixing(
      double mixup, double cutmix, double labelSmoothing, int classes, ImageShape shape, long seed) {
    this.mixup = mixup;
    this.cutmix = cutmix;
    this.labelSmoothing = labelSmoothing;
    this.classes = classes;
    this.shape = shape;
    this.seed = seed;
  }

  /**
   * Mixes a micro-batch in place. If both mixup and cutmix are on, each is used for half of them on average.
   *
   * @param images [B, C, H, W]
   * @param targets [B, classes], overwritten; each row sums to 1
   * @param labels [B]
   */
  public void apply(float[] images, float[] targets, int[] labels, int epoch, int microBatch) {
    double kept = 1;
    if (mixup > 0 || cutmix > 0) {
      SeededRandom random = new SeededRandom(Seeds.mix(Seeds.mix(seed, epoch), microBatch));
      boolean cut = mixup == 0 || cutmix > 0 && random.nextDouble() < 0.5;
      double alpha = cut ? cutmix : mixup;
      double share = new BetaDistribution(random, alpha, alpha).sample();
      kept = cut ? cut(images, labels.length, share, random) : blend(images, labels.length, share);
    }
    writeTargets(targets, labels, kept);
  }

  /** Blends each image with its partner: {@code share} of its own values and the rest of the partner's. */
  private double blend(float[] images, int batch, double share) {
    for (int i = 0; i < batch / 2; i++) {
      int first = i * shape.size();
      int second = (batch - 1 - i) * shape.size();
      for (int j = 0; j < shape.size(); j++) {
        float a = images[first + j];
        float b = images[second + j];
        images[first + j] = (float) (share * a + (1 - share) * b);
        images[second + j] = (float) (share * b + (1 - share) * a);
      }
    }
    return share;
  }

  /**
   * Swaps a rectangle with about {@code 1 - share} of the area and a random center between partners.
   *
   * @return fraction of the area that was not swapped, after the rectangle was clipped to the image
   */
  private double cut(float[] images, int batch, double share, SeededRandom random) {
    double side = Math.sqrt(1 - share);
    int[] rows = span(shape.height(), side, random);
    int[] columns = span(shape.width(), side, random);
    for (int i = 0; i < batch / 2; i++) {
      swap(images, i * shape.size(), (batch - 1 - i) * shape.size(), rows, columns);
    }
    return 1 - (double) (rows[1] - rows[0]) * (columns[1] - columns[0]) / (shape.height() * shape.width());
  }

  /** Returns start (inclusive) and end (exclusive) of a span of {@code size · share} around a random center. */
  private static int[] span(int size, double share, SeededRandom random) {
    int length = (int) (size * share);
    int start = random.nextInt(size) - length / 2;
    return new int[] {Math.max(0, start), Math.min(size, start + length)};
  }

  private void swap(float[] images, int first, int second, int[] rows, int[] columns) {
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = rows[0]; y < rows[1]; y++) {
        int row = (channel * shape.height() + y) * shape.width();
        for (int x = row + columns[0]; x < row + columns[1]; x++) {
          float held = images[first + x];
          images[first + x] = images[second + x];
          images[second + x] = held;
        }
      }
    }
  }

  private void writeTargets(float[] targets, int[] labels, double kept) {
    Arrays.fill(targets, (float) (labelSmoothing / classes));
    double certain = 1 - labelSmoothing;
    for (int i = 0; i < labels.length; i++) {
      targets[i * classes + labels[i]] += (float) (certain * kept);
      targets[i * classes + labels[labels.length - 1 - i]] += (float) (certain * (1 - kept));
    }
  }
}
