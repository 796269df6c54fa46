package org.mae4j.data.augment;

import org.mae4j.config.ImageShape;
import org.mae4j.config.training.ColorJitterConfig;
import org.mae4j.data.random.SeededRandom;

/**
 * Random changes of brightness, contrast, saturation and hue in random order, as those of torchvision. Values are
 * clipped to [-1, 1] after each change.
 */
final class ColorJitter {
  /** Weights of red, green and blue in a gray value (ITU-R BT.601). */
  private static final float[] GRAY = {0.299f, 0.587f, 0.114f};
  private static final int CHANGES = 4;

  private final ColorJitterConfig config;
  private final int channels;
  private final int plane;

  ColorJitter(ColorJitterConfig config, ImageShape shape) {
    this.config = config;
    channels = shape.channels();
    plane = shape.height() * shape.width();
  }

  /** Changes the colors of the image in {@code images} from {@code offset} on, [C, H, W] with values in [-1, 1]. */
  void apply(float[] images, int offset, SeededRandom random) {
    float brightness = factor(config.brightness(), random);
    float contrast = factor(config.contrast(), random);
    float saturation = factor(config.saturation(), random);
    double turn = config.hue() * (2 * random.nextDouble() - 1);
    for (int change : order(random)) {
      switch (change) {
        case 0 -> towards(-1, brightness, images, offset);
        case 1 -> towards(meanGray(images, offset), contrast, images, offset);
        case 2 -> saturate(saturation, images, offset);
        default -> turnHue(turn, images, offset);
      }
    }
  }

  private static float factor(double range, SeededRandom random) {
    double least = Math.max(0, 1 - range);
    return (float) (least + (1 + range - least) * random.nextDouble());
  }

  private static int[] order(SeededRandom random) {
    int[] order = {0, 1, 2, 3};
    for (int i = CHANGES - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  /** Multiplies the difference of each value from {@code center} by {@code factor}. */
  private void towards(float center, float factor, float[] images, int offset) {
    if (factor != 1) {
      for (int i = offset; i < offset + channels * plane; i++) {
        images[i] = clipped(center + factor * (images[i] - center));
      }
    }
  }

  private float meanGray(float[] images, int offset) {
    double sum = 0;
    for (int i = offset; i < offset + plane; i++) {
      sum += gray(images, i);
    }
    return (float) (sum / plane);
  }

  private float gray(float[] images, int at) {
    return channels == 1 ? images[at]
        : GRAY[0] * images[at] + GRAY[1] * images[at + plane] + GRAY[2] * images[at + 2 * plane];
  }

  private void saturate(float factor, float[] images, int offset) {
    if (factor != 1 && channels == GRAY.length) {
      for (int i = offset; i < offset + plane; i++) {
        float gray = gray(images, i);
        for (int at = i; at < i + channels * plane; at += plane) {
          images[at] = clipped(gray + factor * (images[at] - gray));
        }
      }
    }
  }

  private void turnHue(double turn, float[] images, int offset) {
    if (turn != 0 && channels == GRAY.length) {
      for (int i = offset; i < offset + plane; i++) {
        HueRotation.apply(images, i, plane, turn);
      }
    }
  }

  private static float clipped(float value) {
    return Math.max(-1, Math.min(1, value));
  }
}
