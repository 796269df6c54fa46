package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A sequence that goes on and stays short: where it would become longer than {@value #LIMIT}, every second element is
 * dropped, and from then on only as many are taken. The first and the newest are always there.
 *
 * @param <T> an element
 */
final class ThinnedRecords<T> {
  /** Elements at most, the newest apart: as many points as Deeplearning4j's pages draw. */
  static final int LIMIT = 512;

  private List<T> kept = new ArrayList<>();
  private Optional<T> newest = Optional.empty();
  private long count;
  private long stride = 1;

  void add(T element) {
    newest = Optional.of(element);
    if (count % stride == 0) {
      if (kept.size() == LIMIT) {
        List<T> all = kept;
        kept = new ArrayList<>(IntStream.range(0, LIMIT / 2).mapToObj(i -> all.get(2 * i)).toList());
        stride *= 2;
      }
      if (count % stride == 0) {
        kept.add(element);
      }
    }
    count++;
  }

  /** What is left, in order. */
  List<T> elements() {
    List<T> all = new ArrayList<>(kept);
    newest.filter(last -> (count - 1) % stride != 0).ifPresent(all::add);
    return all;
  }
}
