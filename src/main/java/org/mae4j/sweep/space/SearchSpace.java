package org.mae4j.sweep.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys that a sweep searches and the values that they may take. A key whose condition is not met has the
 * experiment's value and is absent from the parameters of the trial.
 *
 * @param spaces by key of the experiment, at least one
 * @param conditions by key; they name keys with a space and form no cycle
 */
public record SearchSpace(SortedMap<String, Space> spaces, SortedMap<String, Condition> conditions) {
  public SearchSpace {
    spaces = Collections.unmodifiableSortedMap(new TreeMap<>(spaces));
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }

  /** Returns the values of the keys that vary. @param values by key, as {@code config.conf} has them */
  public SortedMap<String, String> point(Map<String, String> values) {
    SortedMap<String, String> point = new TreeMap<>();
    order().stream().filter(values::containsKey).filter(key -> isVaried(key, point))
        .forEach(key -> point.put(key, values.get(key)));
    return point;
  }

  /** Returns the values of {@code point} that are not in the space of their key. */
  public SortedMap<String, String> outside(SortedMap<String, String> point) {
    SortedMap<String, String> outside = new TreeMap<>(point);
    outside.entrySet().removeIf(entry -> spaces.get(entry.getKey()).contains(entry.getValue()));
    return outside;
  }

  /** Returns the number of different points; infinite if a varied key has infinitely many values. */
  public double size() {
    return new Combinations(this).size();
  }

  /**
   * Returns all points. The first key changes fastest, except that keys with a condition change faster than the keys
   * that the condition names. Every space must be finite.
   */
  public List<SortedMap<String, String>> points() {
    return new Combinations(this).points();
  }

  /** Returns the texts by which journals compare spaces, by key. */
  public SortedMap<String, String> descriptions() {
    SortedMap<String, String> descriptions = new TreeMap<>();
    spaces.forEach((key, space) -> descriptions.put(key, space.description()
        + Optional.ofNullable(conditions.get(key)).map(condition -> " " + condition.description()).orElse("")));
    return descriptions;
  }

  /** Returns whether {@code key} varies. @param point values of the varying keys that precede it in {@link #order} */
  boolean isVaried(String key, Map<String, String> point) {
    return !conditions.containsKey(key) || conditions.get(key).isMet(point);
  }

  /**
   * Returns the keys in an order in which each follows the keys that its condition names, otherwise in reverse
   * alphabetical order. Keys in a cycle of conditions, and keys that depend on one, are left out.
   */
  List<String> order() {
    List<String> order = new ArrayList<>();
    TreeSet<String> left = new TreeSet<>(spaces.keySet());
    Optional<String> next;
    do {
      next = left.descendingSet().stream()
          .filter(key -> !conditions.containsKey(key) || order.containsAll(conditions.get(key).values().keySet()))
          .findFirst();
      next.ifPresent(order::add);
      next.ifPresent(left::remove);
    } while (next.isPresent());
    return order;
  }
}
