package org.mae4j.config.load;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.value.RecordComponents;

/** The groups of a configuration that choose an extension: {@code { kind = NAME, … }}, or {@code NAME} alone. */
final class ChoiceGroups {
  private ChoiceGroups() {}

  /** Returns the dotted keys of an experiment whose value chooses one extension. */
  static List<String> points() {
    return points(ExperimentConfig.class, "", Set.of(Choice.class)).toList();
  }

  /** Returns the dotted keys of an experiment whose value chooses extensions, one or more. */
  static List<String> all() {
    return points(ExperimentConfig.class, "", Set.of(Choice.class, Choices.class)).toList();
  }

  private static Stream<String> points(Class<?> type, String prefix, Set<Class<?>> wanted) {
    return RecordComponents.of(type).stream().filter(component -> component.getType().isRecord())
        .flatMap(component -> wanted.contains(component.getType()) ? Stream.of(prefix + component.getName())
            : points(component.getType(), prefix + component.getName() + ".", wanted));
  }

  /** Returns {@code value} as a group: a name alone becomes the kind of the group. */
  static ConfigValue group(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? value.atKey(Choice.KIND).root().withOrigin(value.origin()) : value;
  }

  /** Returns {@code tree} with every choice that is written as a name turned into a group. */
  static ConfigObject withGroups(ConfigObject tree) {
    ConfigObject changed = tree;
    for (String point : points()) {
      Optional<ConfigValue> name = ConfigTree.find(changed, point).filter(ConfigTree::isResolved)
          .filter(value -> value.valueType() == ConfigValueType.STRING);
      if (name.isPresent()) {
        changed = changed.toConfig().withValue(point, group(name.get())).root();
      }
    }
    return changed;
  }

  /** Returns the kind that {@code tree} writes at {@code point}; empty if it is a substitution. */
  static Optional<String> kind(ConfigObject tree, String point) {
    return ConfigTree.find(tree, point).filter(ConfigTree::isResolved)
        .map(ChoiceGroups::group).filter(ConfigObject.class::isInstance)
        .map(group -> ((ConfigObject) group).get(Choice.KIND))
        .filter(ConfigTree::isResolved).map(ConfigValue::unwrapped).map(Object::toString);
  }

  /**
   * Reports each group of settings that stands over a name in the same file: the library drops the name, so that the
   * settings would be those of another kind.
   */
  static void requireNames(ConfigObject tree, Problems problems) {
    for (String point : points()) {
      ConfigTree.find(tree, point).filter(ConfigTree::isResolved).filter(ConfigObject.class::isInstance)
          .map(ConfigObject.class::cast).filter(group -> !group.containsKey(Choice.KIND) && !mergesWithOthers(group))
          .ifPresent(group -> problems.add(Location.of(group), point,
              "a name and then settings; write the name as " + point + "." + Choice.KIND + " = NAME"));
    }
  }

  /** A group that replaced a value which is not a group replaces those of lower precedence, too. */
  private static boolean mergesWithOthers(ConfigObject group) {
    return group.withFallback(ConfigValueFactory.fromMap(Map.of(Choice.KIND, ""))).containsKey(Choice.KIND);
  }
}
