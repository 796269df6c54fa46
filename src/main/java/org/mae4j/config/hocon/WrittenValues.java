package org.mae4j.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the user wrote, before any merging: merging and substitution lose the places of the values.
 *
 * @param trees the most important first
 */
public record WrittenValues(List<ConfigObject> trees) {
  /** Returns the trees merged, over {@code defaults}. */
  public Config over(ConfigObject defaults) {
    List<ConfigObject> layers = new ArrayList<>(trees);
    layers.add(ChoiceGroups.withGroups(defaults));
    Config merged = ConfigFactory.empty();
    for (ConfigObject layer : ChoiceGroups.ofChosenKinds(layers)) {
      merged = merged.withFallback(layer);
    }
    return merged;
  }

  /** Where the value that counts for {@code path} was written; empty where the default counts. */
  Optional<Location> locate(String path) {
    return trees.stream().flatMap(tree -> find(tree, path).stream()).map(Location::of).findFirst();
  }

  /** The value at {@code path}, or a group above it that cannot be looked into before substitutions are made. */
  public static Optional<ConfigValue> find(ConfigObject tree, String path) {
    ConfigValue value = tree;
    for (String key : ConfigUtil.splitPath(path)) {
      if (!(value instanceof ConfigObject group)) {
        return Optional.empty();
      }
      if (!isResolved(group)) {
        return Optional.of(group);
      }
      if (!group.containsKey(key)) {
        return Optional.empty();
      }
      value = group.get(key);
    }
    return Optional.of(value);
  }

  /** One line about a value with a substitution that could not be made. */
  public static String notSet(ConfigValue value) {
    return "refers to what is not set: " + value.render(ConfigRenderOptions.concise());
  }

  /** Whether all substitutions in {@code value} are made; of a group, whether its keys are known. */
  @SuppressWarnings("ReturnValueIgnored") // the calls throw if a substitution is open
  public static boolean isResolved(ConfigValue value) {
    try {
      if (value instanceof ConfigObject group) {
        group.isEmpty();
      } else {
        value.unwrapped();
      }
      return true;
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }
}
