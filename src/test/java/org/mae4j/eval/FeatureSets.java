package org.mae4j.eval;

import java.util.Random;
import java.util.stream.IntStream;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;

/** Features with labels; their images are not used. */
public final class FeatureSets {
  private FeatureSets() {}

  /**
   * Returns points around one center per class. The distance of the centers is 1; the standard deviation of the points
   * is {@code noise}.
   */
  public static Features clusters(int count, int classes, int width, double noise, long seed) {
    Random random = new Random(seed);
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    float[][] rows = new float[count][width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        rows[i][j] = (float) ((j % classes == labels[i] ? 1 : 0) + noise * random.nextGaussian());
      }
    }
    return new Features(rows, labeled(classes, labels));
  }

  public static ImageSet labeled(int classes, int... labels) {
    return new ImageSet(new ImageShape(1, 1, 1), IntStream.range(0, classes).mapToObj(c -> "class" + c).toList(),
        new byte[labels.length], labels);
  }
}
