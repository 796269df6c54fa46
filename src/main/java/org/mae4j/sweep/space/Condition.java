package org.mae4j.sweep.space;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When a key of a sweep is varied: where every key that the condition names is varied itself and has one of some
 * values.
 *
 * @param values of each key that is named, at least one, as {@code config.conf} has them and in the order of its space
 */
public record Condition(SortedMap<String, List<String>> values) {
  public Condition {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** @param candidate values by key, only of keys that are varied in it */
  boolean isMet(Map<String, String> candidate) {
    return values.entrySet().stream()
        .allMatch(named -> candidate.containsKey(named.getKey())
            && named.getValue().contains(candidate.get(named.getKey())));
  }

  /** What a journal compares: two conditions are the same where these are. */
  String description() {
    return values.entrySet().stream().map(named -> named.getKey() + " is " + String.join(" or ", named.getValue()))
        .collect(Collectors.joining(" and ", "when ", ""));
  }
}
