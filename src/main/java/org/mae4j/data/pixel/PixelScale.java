package org.mae4j.data.pixel;

import java.nio.ByteBuffer;
import java.util.List;
import org.mae4j.config.ImageShape;
import org.mae4j.config.NormalizeConfig;

/**
 * The conversion between pixels in [-1, 1], which images are read, augmented, measured and drawn in, and the values that
 * a model computes with. With mean m and deviation d of a channel, a pixel x in [-1, 1] has the value
 * {@code (x − (2m − 1)) / 2d}.
 *
 * @param config mean and deviation of each channel; without any, pixels are the model's values
 */
public record PixelScale(NormalizeConfig config) {
  /** The scale of models that are trained on pixels in [-1, 1]. */
  public static final PixelScale SYMMETRIC = new PixelScale(new NormalizeConfig(List.of(), List.of()));

  /** Writes {@code count} unsigned bytes from 0 to 255 to {@code target} from {@code offset} on, as pixels in [-1, 1]. */
  public static void ofBytes(ByteBuffer bytes, int count, float[] target, int offset) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = Byte.toUnsignedInt(bytes.get(i)) / 127.5f - 1;
    }
  }

  /** Converts images {@code [B, C, H, W]} with pixels in [-1, 1] to the model's values, in place. */
  public void apply(float[] images, ImageShape shape) {
    if (isSymmetric()) {
      return;
    }
    int plane = shape.height() * shape.width();
    for (int from = 0; from < images.length; from += plane) {
      float shift = shift(from / plane % shape.channels());
      float range = range(from / plane % shape.channels());
      for (int i = from; i < from + plane; i++) {
        images[i] = (images[i] - shift) / range;
      }
    }
  }

  /** Returns the model's value of a pixel in [-1, 1]. */
  public float toModel(float pixel, int channel) {
    return isSymmetric() ? pixel : (pixel - shift(channel)) / range(channel);
  }

  /** Returns the pixel in [-1, 1] of a model's value. */
  public float toPixel(float value, int channel) {
    return isSymmetric() ? value : value * range(channel) + shift(channel);
  }

  /** Returns the difference of pixels in [-1, 1] for a difference of 1 between a model's values. */
  public float range(int channel) {
    return isSymmetric() ? 1 : (float) (2 * config.deviation().get(channel));
  }

  private float shift(int channel) {
    return (float) (2 * config.mean().get(channel) - 1);
  }

  private boolean isSymmetric() {
    return config.mean().isEmpty();
  }
}
