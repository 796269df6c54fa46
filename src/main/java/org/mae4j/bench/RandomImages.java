package org.mae4j.bench;

import java.util.List;
import java.util.SplittableRandom;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;

/** Images that need no time to be read. */
final class RandomImages {
  private static final long SEED = 1;

  private RandomImages() {}

  /** Returns {@code count} images of uniform noise, all of one class; they are always the same. */
  static ImageSet of(ImageShape shape, int count) {
    byte[] pixels = new byte[Math.multiplyExact(count, shape.size())];
    new SplittableRandom(SEED).nextBytes(pixels);
    return new ImageSet(shape, List.of("noise"), pixels, new int[count]);
  }
}
