package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.Downsampling;

/**
 * A growing sequence in bounded memory. It keeps elements at equal distances; whenever it holds too many, the distance
 * doubles. The first and the newest element are always kept.
 *
 * @param <T> type of the elements
 */
final class BoundedHistory<T> {
  /** Maximum number of elements, which is the number of points that Deeplearning4j's pages draw. */
  static final int LIMIT = 512;

  private List<T> kept = new ArrayList<>();
  private Optional<T> newest = Optional.empty();
  private long count;
  private long stride = 1;

  void add(T element) {
    newest = Optional.of(element);
    if (count % stride == 0) {
      kept.add(element);
      if (kept.size() == 2 * LIMIT - 1) {
        kept = new ArrayList<>(Downsampling.evenly(kept, LIMIT)); // exactly every second element
        stride *= 2;
      }
    }
    count++;
  }

  /** Returns at most {@value #LIMIT} elements in the order in which they were added. */
  List<T> elements() {
    List<T> all = new ArrayList<>(kept);
    newest.filter(last -> (count - 1) % stride != 0).ifPresent(all::add);
    return Downsampling.evenly(all, LIMIT);
  }
}
