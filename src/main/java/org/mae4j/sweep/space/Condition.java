package org.mae4j.sweep.space;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The condition under which a key varies: each key that the condition names varies and has one of the listed values.
 *
 * @param values accepted values by key, at least one key; as {@code config.conf} has them, in the order of the key's space
 */
public record Condition(SortedMap<String, List<String>> values) {
  public Condition {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Returns whether the condition holds. @param point values of the keys that vary */
  boolean isMet(Map<String, String> point) {
    return values.entrySet().stream()
        .allMatch(named -> point.containsKey(named.getKey()) && named.getValue().contains(point.get(named.getKey())));
  }

  /** Returns the text by which journals compare conditions. */
  String description() {
    return values.entrySet().stream().map(named -> named.getKey() + " is " + String.join(" or ", named.getValue()))
        .collect(Collectors.joining(" and ", "when ", ""));
  }
}
