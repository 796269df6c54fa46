package org.mae4j.config.load;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.hocon.Problems;

/** Replaces former names in what the user wrote, with a warning for each. */
final class FormerKeys {
  private final RenamedKeys names;
  private final Problems problems;

  FormerKeys(RenamedKeys names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  /** Returns {@code tree}, in which choices are groups, with present names; places are kept. */
  ConfigObject replaced(ConfigObject tree) {
    ConfigObject present = replaced(tree, names);
    for (RenamedKeys.Groups groups : names.groups()) {
      for (String path : paths(at(present, groups.above()), groups.above(), groups.name()).toList()) {
        present = replaced(present, new RenamedKeys().with(path + ".", groups.type()));
      }
    }
    return present;
  }

  /** Returns the paths of the groups {@code name} in a value, as far as its keys are known. */
  private static Stream<String> paths(Optional<ConfigValue> value, String path, String name) {
    return value.filter(ConfigTree::isResolved).filter(ConfigObject.class::isInstance).map(ConfigObject.class::cast)
        .stream().flatMap(group -> group.entrySet().stream()).flatMap(entry -> {
          String below = path + "." + ConfigUtil.joinPath(entry.getKey());
          return entry.getKey().equals(name) ? Stream.of(below) : paths(Optional.of(entry.getValue()), below, name);
        });
  }

  private ConfigObject replaced(ConfigObject tree, RenamedKeys names) {
    ConfigObject present = tree;
    for (RenamedKeys.Rename rename : names.renames()) {
      present = renamed(present, rename);
    }
    for (Map.Entry<String, Map<String, String>> entry : names.values().entrySet()) {
      present = withValue(present, entry.getKey(), entry.getValue());
    }
    return present;
  }

  private ConfigObject renamed(ConfigObject tree, RenamedKeys.Rename rename) {
    Optional<ConfigValue> former = at(tree, rename.from());
    if (former.isEmpty()) {
      return tree;
    }
    ConfigObject left = tree.toConfig().withoutPath(rename.from()).root();
    Optional<String> kind = ChoiceGroups.kind(tree, rename.to());
    if (rename.kind().isPresent() && kind.isPresent() && !kind.equals(rename.kind())) {
      warn(former.get(), rename.from(), "belongs to " + rename.to() + " = " + rename.kind().get()
          + " and is ignored; remove it");
      return left;
    }
    warn(former.get(), rename.from(), "has a new name, write " + rename.to());
    ConfigValue value = at(left, rename.to()).map(present -> present.withFallback(former.get())).orElse(former.get());
    return left.toConfig().withValue(rename.to(), value).root();
  }

  private ConfigObject withValue(ConfigObject tree, String path, Map<String, String> present) {
    Optional<ConfigValue> former = at(tree, path).filter(ConfigTree::isResolved)
        .filter(value -> value.valueType() == ConfigValueType.STRING)
        .filter(value -> present.containsKey((String) value.unwrapped()));
    if (former.isEmpty()) {
      return tree;
    }
    String name = present.get((String) former.get().unwrapped());
    warn(former.get(), path, former.get().unwrapped() + " has a new name, write " + name);
    ConfigValue value = ConfigValueFactory.fromAnyRef(name).withOrigin(former.get().origin());
    return tree.toConfig().withValue(path, value).root();
  }

  /** Returns the value at {@code path}; empty if a group above it has substitutions to make. */
  private static Optional<ConfigValue> at(ConfigObject tree, String path) {
    int dot = path.lastIndexOf('.');
    Optional<ConfigValue> group = dot < 0 ? Optional.of(tree) : ConfigTree.find(tree, path.substring(0, dot));
    return group.filter(ConfigTree::isResolved).filter(ConfigObject.class::isInstance)
        .map(found -> ((ConfigObject) found).get(path.substring(dot + 1)));
  }

  private void warn(ConfigValue value, String path, String message) {
    problems.warn(Location.of(value), path, message);
  }
}
