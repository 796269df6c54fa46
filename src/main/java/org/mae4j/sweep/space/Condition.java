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
  private static final String WHEN = "when ";
  private static final String AND = " and ";
  private static final String IS = " is ";
  private static final String OR = " or ";
  /** A key and the word after it. */
  private static final String KEY = "(?=[\\w.]+" + IS + ")";

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
    return values.entrySet().stream().map(named -> named.getKey() + IS + String.join(OR, named.getValue()))
        .collect(Collectors.joining(AND, WHEN, ""));
  }

  /**
   * Returns the accepted values by key of the condition in the text of a searched key; empty if it has no condition.
   *
   * @param text one of {@link SearchSpace#descriptions}
   */
  public static SortedMap<String, List<String>> inDescription(String text) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    String[] parts = text.split(" " + WHEN + KEY, 2);
    if (parts.length > 1) {
      for (String named : parts[1].split(AND + KEY)) {
        int is = named.indexOf(IS);
        values.put(named.substring(0, is), List.of(named.substring(is + IS.length()).split(OR)));
      }
    }
    return values;
  }
}
