package org.mae4j.checkpoint.onnx;

import java.util.Random;
import java.util.stream.IntStream;

/** The masks of a batch of images, computed from noise without ONNX. */
record Masks(int batch, int patches, int visible, float[] noise) {
  Masks(int batch, int patches, int visible) {
    this(batch, patches, visible, new float[batch * patches]);
    Random random = new Random(batch);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
  }

  /** Patches of an image by ascending noise. */
  private int[] order(int image) {
    return IntStream.range(0, patches).boxed()
        .sorted((a, b) -> Float.compare(noise[image * patches + a], noise[image * patches + b]))
        .mapToInt(Integer::intValue).toArray();
  }

  /** Returns the patches of all images at places {@code from} to {@code to} of their order. */
  int[] indices(int from, int to) {
    return IntStream.range(0, batch).flatMap(image -> IntStream.of(order(image)).skip(from).limit(to - from))
        .toArray();
  }

  /** Returns 1 for each masked patch of all images. */
  float[] masked() {
    float[] masked = new float[batch * patches];
    for (int image = 0; image < batch; image++) {
      int[] order = order(image);
      for (int i = visible; i < patches; i++) {
        masked[image * patches + order[i]] = 1;
      }
    }
    return masked;
  }

  /** Returns patches of {@code size} values, which are in the order of the noise, in the order of the image. */
  float[] inImageOrder(float[] values, int size) {
    float[] sorted = new float[values.length];
    for (int image = 0; image < batch; image++) {
      int[] order = order(image);
      for (int i = 0; i < patches; i++) {
        System.arraycopy(values, (image * patches + i) * size, sorted, (image * patches + order[i]) * size, size);
      }
    }
    return sorted;
  }
}
