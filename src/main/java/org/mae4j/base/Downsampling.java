package org.mae4j.base;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Selections of a few elements that stand for a long sequence on a page or in a chart. The first and the last element
 * are always selected, and the order is kept. A sequence that is short enough is returned as it is.
 */
public final class Downsampling {
  private Downsampling() {}

  /**
   * Returns at most {@code limit} elements at equal distances.
   *
   * @param limit number of elements, at least 2
   */
  public static <T> List<T> evenly(List<T> elements, int limit) {
    if (limit < 2) {
      throw new IllegalArgumentException("limit must be at least 2, is " + limit);
    }
    long last = elements.size() - 1L;
    return last < limit ? elements
        : IntStream.range(0, limit).mapToObj(i -> elements.get((int) (i * last / (limit - 1)))).toList();
  }

  /**
   * Returns the points that show the range of a curve: the lowest and the highest of each group of neighboring points,
   * so that no peak is lost. At most {@code 2 * groups + 2} points are returned.
   *
   * @param value value of a point, finite
   * @param groups number of groups of equal size, at least 1
   */
  public static <T> List<T> extremes(List<T> points, ToDoubleFunction<T> value, int groups) {
    int count = points.size();
    if (count <= 2 * groups) {
      return points;
    }
    List<T> kept = new ArrayList<>(List.of(points.get(0)));
    Comparator<Integer> byValue = Comparator.comparingDouble(i -> value.applyAsDouble(points.get(i)));
    for (int group = 0; group < groups; group++) {
      List<Integer> members = IntStream.range((int) ((long) count * group / groups),
          (int) ((long) count * (group + 1) / groups)).boxed().toList();
      int lowest = members.stream().min(byValue).orElseThrow();
      int highest = members.stream().max(byValue).orElseThrow();
      kept.add(points.get(Math.min(lowest, highest)));
      kept.add(points.get(Math.max(lowest, highest)));
    }
    kept.add(points.get(count - 1));
    return kept;
  }
}
