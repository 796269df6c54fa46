package org.mae4j.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The keys that a record's components make, those of nested records below their group. */
final class KnownKeys {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private final Set<String> groups = new LinkedHashSet<>();
  private final Set<String> leaves = new LinkedHashSet<>();

  private KnownKeys() {}

  /** @param more groups of whatever keys */
  static KnownKeys of(Class<?> type, String... more) {
    KnownKeys known = new KnownKeys();
    known.add(type, "");
    known.groups.addAll(List.of(more));
    return known;
  }

  private void add(Class<?> type, String prefix) {
    for (RecordComponent component : type.getRecordComponents()) {
      String path = prefix + component.getName();
      if (component.getType().isRecord()) {
        groups.add(path);
        add(component.getType(), path + ".");
      } else {
        leaves.add(path);
      }
    }
  }

  /** Paths of the keys that have a value. */
  Set<String> leaves() {
    return leaves;
  }

  /** Paths of the keys that have keys below them. */
  Set<String> groups() {
    return groups;
  }

  /** Tells {@code found} the path of every key of {@code tree} that is not known, and the nearest one that is. */
  void unknown(ConfigObject tree, BiConsumer<String, String> found) {
    unknown(tree, "", found);
  }

  private void unknown(ConfigObject group, String prefix, BiConsumer<String, String> found) {
    if (!WrittenValues.isResolved(group)) {
      return;
    }
    group.forEach((key, value) -> {
      String path = prefix + ConfigUtil.quoteString(key).replaceFirst("^\"([A-Za-z0-9_-]+)\"$", "$1");
      if (groups.contains(path) && value instanceof ConfigObject inner) {
        unknown(inner, path + ".", found);
      } else if (!groups.contains(path) && !leaves.contains(path)) {
        found.accept(path, nearest(path, value instanceof ConfigObject ? groups : leaves));
      }
    });
  }

  /** A key under the wrong group keeps its last part, so that part weighs more than the path. */
  static String nearest(String path, Set<String> candidates) {
    ToIntFunction<String> cost = known -> 4 * DISTANCE.apply(last(path), last(known)) + DISTANCE.apply(path, known);
    return candidates.stream().min(Comparator.comparingInt(cost)).orElseThrow();
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
