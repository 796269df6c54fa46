package org.mae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.base.Seeds;

/** Selection of images that keeps the proportions of the classes. */
final class Stratified {
  private Stratified() {}

  /**
   * Returns the indices of the first images of each class, in ascending order. The number per class is proportional to
   * the size of the class, rounded by the largest-remainder method.
   *
   * @param limit total number of images to select, at most the size of the set
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
   * Selects validation images: {@code fraction} of the images of each class, rounded to the nearest whole number, but
   * at least one image, and never all images.
   *
   * @param fraction fraction of validation images, in (0, 1)
   * @param seed seed of the selection; each class is shuffled independently
   * @return for each image whether it is a validation image
   */
  static boolean[] validation(ImageSet images, double fraction, long seed) {
    boolean[] validation = new boolean[images.size()];
    for (int c = 0; c < images.classNames().size(); c++) {
      int label = c;
      int[] members = IntStream.range(0, images.size()).filter(i -> images.label(i) == label).toArray();
      int count = (int) Math.min(members.length - 1, Math.max(1, Math.round(fraction * members.length)));
      EpochOrder.shuffle(members, Seeds.mix(seed, c));
      for (int i = 0; i < count; i++) {
        validation[members[i]] = true;
      }
    }
    return validation;
  }
}
