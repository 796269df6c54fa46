package org.mae4j.sweep.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts and lists the points of a search space, key by key in an order in which conditions precede their keys. */
final class Combinations {
  private final SearchSpace space;
  private final List<String> order;
  /** Values that conditions name, by key. */
  private final SortedMap<String, Set<String>> named = new TreeMap<>();

  Combinations(SearchSpace space) {
    this.space = space;
    this.order = space.order();
    space.conditions().values().forEach(condition -> condition.values()
        .forEach((key, values) -> named.computeIfAbsent(key, first -> new TreeSet<>()).addAll(values)));
  }

  /** Returns the number of points; infinite if a varied key has infinitely many values. */
  double size() {
    return size(0, new TreeMap<>(), new TreeSet<>());
  }

  /** Returns the keys that vary at some point. */
  Set<String> varied() {
    Set<String> varied = new TreeSet<>();
    size(0, new TreeMap<>(), varied);
    return varied;
  }

  /**
   * Counts the combinations of the keys from {@code position} on. Values of a key that no condition names are equivalent
   * and are counted together.
   *
   * @param chosen values of the earlier keys that conditions name
   * @param varied receives the keys that vary
   */
  private double size(int position, SortedMap<String, String> chosen, Set<String> varied) {
    if (position == order.size()) {
      return 1;
    }
    String key = order.get(position);
    if (!space.isVaried(key, chosen)) {
      return size(position + 1, chosen, varied);
    }
    varied.add(key);
    double size = 0;
    double others = space.spaces().get(key) instanceof Space.Finite finite ? finite.size() : Double.POSITIVE_INFINITY;
    for (String value : named.getOrDefault(key, Set.of())) {
      chosen.put(key, value);
      size += size(position + 1, chosen, varied);
      chosen.remove(key);
      others--;
    }
    return others == 0 ? size : size + others * size(position + 1, chosen, varied);
  }

  /** Returns all points; every space must be finite. */
  List<SortedMap<String, String>> points() {
    SortedMap<String, List<String>> values = space.spaces().entrySet().stream().collect(Collectors.toMap(
        Map.Entry::getKey, entry -> ((Space.Finite) entry.getValue()).stream().toList(), (a, b) -> a,
        TreeMap::new));
    List<SortedMap<String, String>> all = new ArrayList<>();
    add(0, new TreeMap<>(), values, all);
    return all;
  }

  private void add(int position, SortedMap<String, String> chosen, SortedMap<String, List<String>> values,
      List<SortedMap<String, String>> all) {
    if (position == order.size()) {
      all.add(new TreeMap<>(chosen));
      return;
    }
    String key = order.get(position);
    if (!space.isVaried(key, chosen)) {
      add(position + 1, chosen, values, all);
      return;
    }
    for (String value : values.get(key)) {
      chosen.put(key, value);
      add(position + 1, chosen, values, all);
    }
    chosen.remove(key);
  }
}
