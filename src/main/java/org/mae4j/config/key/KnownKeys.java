package org.mae4j.config.key;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.value.RecordComponents;

/**
 * The keys that a record's components make, those of nested records below their group. A component that chooses an
 * extension has the keys of all extensions that it can choose.
 */
public final class KnownKeys {
  private static final Pattern UNQUOTED = Pattern.compile("[A-Za-z0-9_-]+");

  /** Paths of the groups. */
  private final Set<String> groups = new LinkedHashSet<>();
  /** Annotations of each key that has a value, those of the groups above it included. */
  private final Map<String, Set<Class<?>>> leaves = new LinkedHashMap<>();

  private KnownKeys() {}

  /**
   * Returns the keys of a record.
   *
   * @param more paths of groups whose keys are not checked
   */
  public static KnownKeys of(Class<?> type, String... more) {
    KnownKeys known = new KnownKeys();
    known.add(type, "", Set.of());
    known.groups.addAll(List.of(more));
    return known;
  }

  /**
   * Returns the keys of an extension's settings.
   *
   * @param path dotted path of the group that has them
   * @param more keys that the group has beside the settings
   */
  public static KnownKeys below(String path, Class<?> settings, String... more) {
    KnownKeys known = new KnownKeys();
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      known.groups.add(path.substring(0, dot));
    }
    known.groups.add(path);
    known.add(settings, path + ".", Set.of());
    Stream.of(more).forEach(key -> known.leaves.put(path + "." + key, Set.of()));
    return known;
  }

  private void add(Class<?> type, String prefix, Set<Class<?>> inherited) {
    for (RecordComponent component : RecordComponents.of(type)) {
      String path = prefix + component.getName();
      Set<Class<?>> annotations = new LinkedHashSet<>(inherited);
      Stream.of(component.getAnnotations()).map(Annotation::annotationType).forEach(annotations::add);
      if (component.getType().isRecord()) {
        groups.add(path);
        addGroup(component.getType(), path, annotations);
      } else {
        leaves.put(path, annotations);
      }
    }
  }

  private void addGroup(Class<?> type, String path, Set<Class<?>> annotations) {
    if (type == Choice.class) {
      leaves.put(path + "." + Choice.KIND, annotations);
      Extensions.at(path).values().forEach(extension -> add(extension.defaults().getClass(), path + ".", annotations));
    } else if (type == Choices.class) {
      Extensions.at(path).forEach((name, extension) -> {
        groups.add(path + "." + name);
        add(extension.defaults().getClass(), path + "." + name + ".", annotations);
      });
    } else {
      add(type, path + ".", annotations);
    }
  }

  /** Returns the paths of the keys that have a value. */
  public Set<String> leaves() {
    return leaves.keySet();
  }

  /** Returns the paths of the keys that have a value and an annotation, or are in a group that has it. */
  public Set<String> annotated(Class<? extends Annotation> annotation) {
    return leaves().stream().filter(key -> leaves.get(key).contains(annotation)).collect(Collectors.toSet());
  }

  /** Passes {@code found} the path of each unknown key of {@code tree} and the most similar known path. */
  public void unknown(ConfigObject tree, BiConsumer<String, String> found) {
    unknown(tree, "", found);
  }

  /**
   * Returns the values of the known keys of {@code tree} by path.
   *
   * @param wanted what each key must have, in words
   * @param problems receives path and message for each unknown key and for each group that is not a group in the tree
   */
  public SortedMap<String, ConfigValue> values(ConfigObject tree, String wanted, BiConsumer<String, String> problems) {
    Set<String> all = new LinkedHashSet<>(leaves());
    all.addAll(groups);
    unknown(tree, (path, nearest) -> problems.accept(path, unknownSpace(path, all)));
    groups.forEach(path -> ConfigTree.find(tree, path).filter(value -> !(value instanceof ConfigObject))
        .ifPresent(value -> problems.accept(path, ConfigTree.isResolved(value)
            ? "must be a group of keys, each with " + wanted : ConfigTree.notSet(value))));
    SortedMap<String, ConfigValue> values = new TreeMap<>();
    leaves().forEach(path -> ConfigTree.find(tree, path).ifPresent(value -> values.put(path, value)));
    return values;
  }

  private String unknownSpace(String path, Set<String> all) {
    String group = NearestKey.group(path);
    return leaves.containsKey(group + "." + Choice.KIND) && NearestKey.last(path).equals("choice")
        ? "is not a key; search the kinds of " + group + " with " + group + "." + Choice.KIND
            + " = { choice = […] }"
        : "unknown key, did you mean '" + NearestKey.of(path, all) + "'?";
  }

  private void unknown(ConfigObject group, String prefix, BiConsumer<String, String> found) {
    if (!ConfigTree.isResolved(group)) {
      return;
    }
    group.forEach((key, value) -> {
      String path = prefix + (UNQUOTED.matcher(key).matches() ? key : ConfigUtil.quoteString(key));
      if (groups.contains(path) && value instanceof ConfigObject inner) {
        unknown(inner, path + ".", found);
      } else if (!groups.contains(path) && !leaves.containsKey(path)) {
        found.accept(path, NearestKey.of(path, value instanceof ConfigObject ? groups : leaves()));
      }
    });
  }
}
