package org.mae4j.config.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;

/** The groups of a configuration that choose an extension: {@code { kind = NAME, … }}, or {@code NAME} alone. */
final class ChoiceGroups {
  static final String KIND = "kind";

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
    return Stream.of(type.getRecordComponents()).filter(component -> component.getType().isRecord())
        .flatMap(component -> wanted.contains(component.getType()) ? Stream.of(prefix + component.getName())
            : points(component.getType(), prefix + component.getName() + ".", wanted));
  }

  /** Returns {@code value} as a group: a name alone becomes the kind of the group. */
  static ConfigValue group(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? value.atKey(KIND).root().withOrigin(value.origin()) : value;
  }

  /** Returns {@code tree} with every choice that is written as a name turned into a group. */
  static ConfigObject withGroups(ConfigObject tree) {
    ConfigObject changed = tree;
    for (String point : points()) {
      Optional<ConfigValue> name = WrittenValues.find(changed, point).filter(WrittenValues::isResolved)
          .filter(value -> value.valueType() == ConfigValueType.STRING);
      if (name.isPresent()) {
        changed = changed.toConfig().withValue(point, group(name.get())).root();
      }
    }
    return changed;
  }

  /**
   * Returns {@code layers} without the settings of kinds that are not chosen. The settings in a layer belong to the kind
   * that the layer names, or else the next layer below that names one.
   *
   * @param layers layers in decreasing precedence
   */
  static List<ConfigObject> ofChosenKinds(List<ConfigObject> layers) {
    List<ConfigObject> left = new ArrayList<>(layers);
    for (String point : points()) {
      Optional<Object> chosen = layers.stream().flatMap(layer -> kind(layer, point).stream()).findFirst();
      Optional<Object> own = Optional.empty();
      for (int i = layers.size() - 1; i >= 0; i--) {
        Optional<Object> named = kind(layers.get(i), point);
        own = named.isPresent() ? named : own;
        boolean written = WrittenValues.find(layers.get(i), point).filter(WrittenValues::isResolved).isPresent();
        if (written && own.isPresent() && !own.equals(chosen)) {
          left.set(i, left.get(i).toConfig().withoutPath(point).root());
        }
      }
    }
    return left;
  }

  /** Returns the kind that {@code tree} writes at {@code point}; empty if it is a substitution. */
  static Optional<Object> kind(ConfigObject tree, String point) {
    return WrittenValues.find(tree, point).filter(WrittenValues::isResolved)
        .filter(ConfigObject.class::isInstance).map(group -> ((ConfigObject) group).get(KIND))
        .filter(WrittenValues::isResolved).map(ConfigValue::unwrapped);
  }
}
