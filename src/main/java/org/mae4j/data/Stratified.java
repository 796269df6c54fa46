package org.mae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.mae4j.base.Seeds;

/** Selection of images that keeps the proportions of the classes. Images without label count as one more class. */
final class Stratified {
  private Stratified() {}

  /**
   * Returns the indices of the first images of each class, in ascending order. The number per class is proportional to
   * the size of the class, rounded by the largest-remainder method. Of images without label, which may be sorted by
   * something that is not known, every k-th is taken.
   *
   * @param limit total number of images to select, at most the size of the set
   */
  static int[] first(ImageSet images, int limit) {
    List<int[]> groups = groups(images);
    int[] shares = shares(groups.stream().mapToInt(group -> group.length).toArray(), limit);
    return IntStream.range(0, shares.length)
        .flatMap(c -> c == images.classNames().size() ? spread(groups.get(c), shares[c])
            : Arrays.stream(groups.get(c), 0, shares[c]))
        .sorted().toArray();
  }

  /** Returns the indices of the images of each class, then of those without label. */
  private static List<int[]> groups(ImageSet images) {
    int classes = images.classNames().size();
    List<IntStream.Builder> groups = new ArrayList<>();
    for (int c = 0; c <= classes; c++) {
      groups.add(IntStream.builder());
    }
    for (int i = 0; i < images.size(); i++) {
      groups.get(images.label(i) == ImageSet.UNLABELED ? classes : images.label(i)).add(i);
    }
    return groups.stream().map(group -> group.build().toArray()).toList();
  }

  private static IntStream spread(int[] group, int count) {
    return IntStream.range(0, count).map(i -> group[(int) ((long) i * group.length / count)]);
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
   * Selects images to split off: {@code fraction} of the images of each class, rounded to the nearest whole number, but
   * at least one image, and never all images.
   *
   * @param fraction fraction of the selected images, in (0, 1)
   * @param seed seed of the selection; each class is shuffled independently
   * @return for each image whether it is selected
   */
  static boolean[] part(ImageSet images, double fraction, long seed) {
    return selected(images, fraction, count -> count - 1, seed);
  }

  /** Selects as {@link #part} does, but at least one image of each class, and all if {@code fraction} is 1. */
  static boolean[] representatives(ImageSet images, double fraction, long seed) {
    return selected(images, fraction, count -> count, seed);
  }

  private static boolean[] selected(ImageSet images, double fraction, IntUnaryOperator most, long seed) {
    boolean[] selected = new boolean[images.size()];
    List<int[]> groups = groups(images);
    for (int c = 0; c < groups.size(); c++) {
      int[] members = groups.get(c);
      if (members.length > 0) {
        int count = (int) Math.min(most.applyAsInt(members.length), Math.max(1, Math.round(fraction * members.length)));
        EpochOrder.shuffle(members, Seeds.mix(seed, c));
        Arrays.stream(members, 0, count).forEach(i -> selected[i] = true);
      }
    }
    return selected;
  }
}
