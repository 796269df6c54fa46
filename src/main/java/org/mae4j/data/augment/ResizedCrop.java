package org.mae4j.data.augment;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ResizedCropConfig;
import org.mae4j.data.random.SeededRandom;

/** A random crop that is enlarged to the size of the image, first along the rows, then along the columns. */
final class ResizedCrop {
  private final ResizedCropConfig config;
  private final ImageShape shape;
  /** Filters that enlarge rows and columns, by the length of what they enlarge; made when they are first used. */
  private final AtomicReferenceArray<EnlargingFilter> rowFilters;
  private final AtomicReferenceArray<EnlargingFilter> columnFilters;

  ResizedCrop(ResizedCropConfig config, ImageShape shape) {
    this.config = config;
    this.shape = shape;
    rowFilters = new AtomicReferenceArray<>(shape.width() + 1);
    columnFilters = new AtomicReferenceArray<>(shape.height() + 1);
  }

  /**
   * Writes the enlarged crop to {@code images} from {@code offset} on.
   *
   * @param image [C, H, W] with values in [-1, 1]
   * @param mirrored whether the result is mirrored horizontally
   */
  void apply(float[] image, float[] images, int offset, boolean mirrored, SeededRandom random) {
    CropBox box = CropBox.random(config, shape, random);
    EnlargingFilter rows = filter(rowFilters, box.width(), shape.width());
    EnlargingFilter columns = filter(columnFilters, box.height(), shape.height());
    float[] wide = new float[box.height() * shape.width()];
    int plane = shape.height() * shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      enlargeRows(image, channel * plane + box.top() * shape.width() + box.left(), rows, wide, mirrored);
      enlargeColumns(wide, columns, images, offset + channel * plane);
    }
  }

  private EnlargingFilter filter(AtomicReferenceArray<EnlargingFilter> filters, int length, int size) {
    EnlargingFilter known = filters.get(length);
    if (known == null) {
      known = EnlargingFilter.of(config.interpolation(), length, size);
      filters.set(length, known);
    }
    return known;
  }

  private void enlargeRows(float[] image, int first, EnlargingFilter filter, float[] wide, boolean mirrored) {
    int width = shape.width();
    int taps = filter.taps();
    for (int row = 0; row < wide.length / width; row++) {
      int from = first + row * width;
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int tap = x * taps; tap < (x + 1) * taps; tap++) {
          sum += filter.weights()[tap] * image[from + filter.positions()[tap]];
        }
        wide[row * width + (mirrored ? width - 1 - x : x)] = sum;
      }
    }
  }

  /** Cubic interpolation exceeds the range of the values that it is given, so the result is clipped. */
  private void enlargeColumns(float[] wide, EnlargingFilter filter, float[] images, int offset) {
    int width = shape.width();
    int taps = filter.taps();
    for (int y = 0; y < shape.height(); y++) {
      int to = offset + y * width;
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int tap = y * taps; tap < (y + 1) * taps; tap++) {
          sum += filter.weights()[tap] * wide[filter.positions()[tap] * width + x];
        }
        images[to + x] = Math.max(-1, Math.min(1, sum));
      }
    }
  }
}
