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
 * What differs between the candidates of a sweep. A key that is not varied in a candidate has the experiment's value
 * there, and the candidate does not name it: candidates that would differ in such a key only are the same.
 *
 * @param spaces by key of the experiment, at least one
 * @param conditions of those keys that are not varied in every candidate; they name keys with a space, and lead in no
 *     circle
 */
public record SearchSpace(SortedMap<String, Space> spaces, SortedMap<String, Condition> conditions) {
  public SearchSpace {
    spaces = Collections.unmodifiableSortedMap(new TreeMap<>(spaces));
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }

  /** The candidate of some values. @param values of all keys, each as {@code config.conf} has it */
  public SortedMap<String, String> candidate(Map<String, String> values) {
    SortedMap<String, String> candidate = new TreeMap<>();
    order().stream().filter(key -> isVaried(key, candidate)).forEach(key -> candidate.put(key, values.get(key)));
    return candidate;
  }

  /** How many candidates there are; infinite where a space cannot be counted. */
  public double size() {
    return new Combinations(this).size();
  }

  /** All candidates, the first key changing fastest, but for those that depend on it. Every space must be finite. */
  public List<SortedMap<String, String>> candidates() {
    return new Combinations(this).candidates();
  }

  /** What a journal compares, by key. */
  public SortedMap<String, String> descriptions() {
    SortedMap<String, String> descriptions = new TreeMap<>();
    spaces.forEach((key, space) -> descriptions.put(key, space.description()
        + Optional.ofNullable(conditions.get(key)).map(condition -> " " + condition.description()).orElse("")));
    return descriptions;
  }

  /** Whether {@code key} is varied. @param candidate values of the keys before it in {@link #order} that are varied */
  boolean isVaried(String key, Map<String, String> candidate) {
    return !conditions.containsKey(key) || conditions.get(key).isMet(candidate);
  }

  /**
   * The keys, each after those that its condition names; as far as that allows, the last comes first. Without those
   * whose conditions lead in a circle or into one.
   */
  List<String> order() {
    List<String> order = new ArrayList<>();
    TreeSet<String> left = new TreeSet<>(spaces.keySet());
    Optional<String> next;
    do {
      next = left.descendingSet().stream()
          .filter(key -> !conditions.containsKey(key) || order.containsAll(conditions.get(key).values().keySet()))
          .findFirst();
      next.ifPresent(key -> order.add(key));
      next.ifPresent(left::remove);
    } while (next.isPresent());
    return order;
  }
}
