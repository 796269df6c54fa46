package org.mae4j.bench;

import java.util.List;
import java.util.SplittableRandom;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;

/** Images that cost no time to read. */
final class RandomImages {
  private static final long SEED = 1;

  private RandomImages() {}

  /** {@code count} images of uniform noise, all of one class, always the same. */
  static ImageSet of(ImageShape shape, int count) {
    byte[] pixels = new byte[Math.multiplyExact(count, shape.size())];
    new SplittableRandom(SEED).nextBytes(pixels);
    return new ImageSet(shape, List.of("noise"), pixels, new byte[count]);
  }
}
