package org.mae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.base.Seeds;

/** Chooses images so that each class keeps its share. Indices come in ascending order. */
final class Stratified {
  private Stratified() {}

  /**
   * The first images of each class, {@code limit} in all, shared out in proportion to the sizes of the classes (by
   * largest remainders).
   *
   * @param limit at most the number of images
   */
  static int[] first(ImageSet images, int limit) {
    int[] left = shares(images.classCounts(), limit);
    return IntStream.range(0, images.size()).filter(i -> left[images.label(i)]-- > 0).toArray();
  }

  private static int[] shares(int[] counts, int limit) {
    long total = Arrays.stream(counts).asLongStream().sum();
    int[] shares = new int[counts.length];
    List<Integer> byRemainder = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      shares[c] = (int) ((long) limit * counts[c] / total);
      byRemainder.add(c);
    }
    byRemainder.sort((a, b) -> Long.compare((long) limit * counts[b] % total, (long) limit * counts[a] % total));
    int rest = limit - Arrays.stream(shares).sum();
    byRemainder.subList(0, rest).forEach(c -> shares[c]++);
    return shares;
  }

  /**
   * Which images are held out: of each class the nearest whole number to {@code fraction} of its images, but at least
   * one, and at least one is left.
   *
   * @param seed chooses the images, each class by a shuffle of its own
   */
  static boolean[] heldOut(ImageSet images, double fraction, long seed) {
    boolean[] held = new boolean[images.size()];
    for (int c = 0; c < images.classNames().size(); c++) {
      int label = c;
      int[] members = IntStream.range(0, images.size()).filter(i -> images.label(i) == label).toArray();
      int count = (int) Math.min(members.length - 1, Math.max(1, Math.round(fraction * members.length)));
      EpochOrder.shuffle(members, Seeds.mix(seed, c));
      for (int i = 0; i < count; i++) {
        held[members[i]] = true;
      }
    }
    return held;
  }
}
