package org.mae4j.data;

import org.mae4j.base.Seeds;
import org.mae4j.data.random.SeededRandom;

/** A random order in an epoch, such as that of the training images; a function of seed, epoch and size alone. */
public final class EpochOrder {
  private EpochOrder() {}

  /** Returns a permutation of {@code 0 … size - 1}, by the Fisher-Yates shuffle. */
  public static int[] of(long seed, int epoch, int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    shuffle(order, Seeds.mix(seed, epoch));
    return order;
  }

  static void shuffle(int[] values, long seed) {
    SeededRandom random = new SeededRandom(seed);
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }
}
