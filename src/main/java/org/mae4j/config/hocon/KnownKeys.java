package org.mae4j.config.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The keys that a record's components make, those of nested records below their group. */
public final class KnownKeys {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  /** Paths of the keys that have keys below them. */
  private final Set<String> groups = new LinkedHashSet<>();
  private final Set<String> leaves = new LinkedHashSet<>();

  private KnownKeys() {}

  /** @param more groups of whatever keys */
  public static KnownKeys of(Class<?> type, String... more) {
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
  public Set<String> leaves() {
    return leaves;
  }

  /** Tells {@code found} the path of every key of {@code tree} that is not known, and the nearest one that is. */
  public void unknown(ConfigObject tree, BiConsumer<String, String> found) {
    unknown(tree, "", found);
  }

  /**
   * What {@code tree} has for keys that are known, by path.
   *
   * @param wanted what each key is to have, in words
   * @param problems told the path and what is wrong, where a key is not known, or no group though it should be one
   */
  public SortedMap<String, ConfigValue> values(ConfigObject tree, String wanted, BiConsumer<String, String> problems) {
    unknown(tree, (path, nearest) ->
        problems.accept(path, "unknown key, did you mean '" + nearest(path, leaves) + "'?"));
    groups.forEach(path -> WrittenValues.find(tree, path).filter(value -> !(value instanceof ConfigObject))
        .ifPresent(value -> problems.accept(path, WrittenValues.isResolved(value)
            ? "must be a group of keys, each with " + wanted : WrittenValues.notSet(value))));
    SortedMap<String, ConfigValue> values = new TreeMap<>();
    leaves.forEach(path -> WrittenValues.find(tree, path).ifPresent(value -> values.put(path, value)));
    return values;
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
  public static String nearest(String path, Set<String> candidates) {
    ToIntFunction<String> cost = known -> 4 * DISTANCE.apply(last(path), last(known)) + DISTANCE.apply(path, known);
    return candidates.stream().min(Comparator.comparingInt(cost)).orElseThrow();
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
