package org.mae4j.config.extension;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Any number of extensions of one point, each with its settings. A file writes it as a group with one group per
 * extension: {@code evaluations { NAME { key = value } }}.
 *
 * @param settings of each chosen extension, by its name; each of the class of its {@link Extension#defaults()}
 */
public record Choices(SortedMap<String, Record> settings) {
  public Choices {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
