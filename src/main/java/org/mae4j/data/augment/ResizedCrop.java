package org.mae4j.data.augment;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.mae4j.config.ImageShape;
import org.mae4j.config.training.ResizedCropConfig;
import org.mae4j.data.random.SeededRandom;

/** A random crop that is enlarged to the size of the image, first along the rows, then along the columns. */
final class ResizedCrop {
  private final ResizedCropConfig config;
  private final ImageShape shape;
  /** Filters that enlarge rows and columns, by the length of what they enlarge; made when they are first used. */
  private final AtomicReferenceArray<ResizingFilter> rowFilters;
  private final AtomicReferenceArray<ResizingFilter> columnFilters;

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
    ResizingFilter rows = filter(rowFilters, box.width(), shape.width());
    ResizingFilter columns = filter(columnFilters, box.height(), shape.height());
    float[] wide = new float[box.height() * shape.width()];
    int plane = shape.height() * shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      enlargeRows(image, channel * plane + box.top() * shape.width() + box.left(), rows, wide, mirrored);
      enlargeColumns(wide, columns, images, offset + channel * plane);
    }
  }

  private ResizingFilter filter(AtomicReferenceArray<ResizingFilter> filters, int length, int size) {
    ResizingFilter known = filters.get(length);
    if (known == null) {
      known = ResizingFilter.enlarging(config.interpolation(), length, size);
      filters.set(length, known);
    }
    return known;
  }

  private void enlargeRows(float[] image, int first, ResizingFilter filter, float[] wide, boolean mirrored) {
    int width = shape.width();
    int taps = filter.taps();
    int[] positions = filter.positions();
    float[] weights = filter.weights();
    int step = mirrored ? -1 : 1;
    for (int row = 0; row < wide.length / width; row++) {
      int from = first + row * width;
      int to = row * width + (mirrored ? width - 1 : 0);
      for (int i = 0; i < weights.length; to += step) {
        float sum = 0;
        for (int end = i + taps; i < end; i++) {
          sum += weights[i] * image[from + positions[i]];
        }
        wide[to] = sum;
      }
    }
  }

  /** Cubic interpolation exceeds the range of the values that it is given, so the result is clipped. */
  private void enlargeColumns(float[] wide, ResizingFilter filter, float[] images, int offset) {
    int width = shape.width();
    for (int y = 0; y < shape.height(); y++) {
      int to = offset + y * width;
      Arrays.fill(images, to, to + width, 0);
      for (int tap = y * filter.taps(); tap < (y + 1) * filter.taps(); tap++) {
        add(filter.weights()[tap], wide, filter.positions()[tap] * width, images, to);
      }
      for (int x = to; x < to + width; x++) {
        images[x] = Math.max(-1, Math.min(1, images[x]));
      }
    }
  }

  /** Adds a weighted row; simple enough that the compiler uses vector instructions. */
  private void add(float weight, float[] wide, int from, float[] images, int to) {
    for (int x = 0; x < shape.width(); x++) {
      images[to + x] += weight * wide[from + x];
    }
  }
}
